import styles from './migration.module.css';

interface Props {
  readonly sentence: string;
  readonly shares: readonly string[];
  /** In the frame that it lies in. */
  readonly x: number;
  readonly y: number;
}

/** What a flow is, beside the pointer; those who hear the page have it as the flow's own name. */
export function FlowCard({ sentence, shares, x, y }: Props) {
  return (
    <div className={styles.card} aria-hidden="true" ref={(card) => keepInside(card, x, y)}>
      <strong>{sentence}</strong>
      {shares.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

/** On the side where there is room. */
function keepInside(card: HTMLDivElement | null, x: number, y: number): void {
  const frame = card?.parentElement;
  if (!card || !frame) return;
  // From the left edge it is as wide as its words want.
  card.style.left = '0';
  const right = x + 14 + card.offsetWidth <= frame.clientWidth;
  const below = y + 14 + card.offsetHeight <= frame.clientHeight;
  card.style.left = `${Math.max(0, Math.min(right ? x + 14 : x - 14 - card.offsetWidth, frame.clientWidth - card.offsetWidth))}px`;
  card.style.top = `${Math.max(0, below ? y + 14 : y - 14 - card.offsetHeight)}px`;
}
