import { segmentColour } from '../../charts/palette';
import { select } from '../../workbench/actions';
import type { NamedSegment } from '../segments/named-segments';
import { useChosenSegment } from './use-chosen-window';
import styles from './drift.module.css';

/** The segments as buttons: choosing one brings it out in the timeline. */
export function ShareLegend({ segments }: { segments: readonly NamedSegment[] }) {
  const chosen = useChosenSegment();
  return (
    <ul className={styles.legend}>
      {segments.map(({ id, name }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.legendEntry}
            aria-pressed={chosen === id}
            onClick={() => select(chosen === id ? null : { kind: 'segment', id })}
          >
            <span className={styles.dot} style={{ backgroundColor: segmentColour(id) }} />
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
