import { useEffect, useState } from 'react';
import { segmentToken } from '../palette';
import styles from './point-map.module.css';

export interface PointCard {
  readonly title: string;
  readonly segment: number;
  readonly segmentName: string;
  readonly rows: readonly { readonly name: string; readonly value: string }[];
}

interface Props {
  readonly index: number;
  /** Screen coordinates of the point within the map. */
  readonly at: readonly [number, number];
  readonly describe: (index: number) => Promise<PointCard | null>;
}

/** Before this many ms over one point nothing is asked of the worker. */
const PATIENCE = 60;

/** The card beside the point under the pointer. Mounted anew for each point, so that only the latest answers. */
export function HoverCard({ index, at, describe }: Props) {
  const [card, setCard] = useState<PointCard | null>(null);
  useEffect(() => {
    let alive = true;
    const timer = setTimeout(() => {
      describe(index).then(
        (found) => alive && setCard(found),
        () => undefined,
      );
    }, PATIENCE);
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [index, describe]);
  if (!card) return null;
  return (
    <div className={styles.card} style={{ left: at[0], top: at[1] }} ref={keepInside} aria-hidden="true">
      <strong className={styles.cardTitle}>{card.title}</strong>
      <span className={styles.cardSegment}>
        <span className={styles.dot} style={{ backgroundColor: segmentToken(card.segment) }} />
        {card.segmentName}
      </span>
      <dl className={styles.cardRows}>
        {card.rows.map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Beside the point, on the side where there is room. */
function keepInside(card: HTMLDivElement | null): void {
  const frame = card?.parentElement;
  if (!card || !frame) return;
  const x = card.offsetLeft;
  const y = card.offsetTop;
  const right = x + 16 + card.offsetWidth <= frame.clientWidth;
  card.style.left = `${Math.max(4, right ? x + 14 : x - 14 - card.offsetWidth)}px`;
  card.style.top = `${Math.max(4, Math.min(y - 12, frame.clientHeight - card.offsetHeight - 4))}px`;
}
