import { segmentToken } from './palette';
import { spread } from './point-map/medians';
import { DIRECT_LABELS, labelSpace, PLOT, stackMiddles, type ShareTimelineData } from './share-timeline';
import styles from './chart.module.css';

interface Props {
  readonly segments: ShareTimelineData['segments'];
  readonly selected: number | null;
  readonly onSegment: (id: number) => void;
}

/** Names at the height of their parts of the last bar; pressing one brings the segment out. */
export function StackLabels({ segments, selected, onSegment }: Props) {
  const plot = PLOT.height - PLOT.top - PLOT.bottom;
  const wanted = stackMiddles(segments).map((middle) => ({ x: 0, y: PLOT.top + (1 - middle) * plot, width: 1 }));
  const places = spread(wanted, 24);
  const names = segments.map(({ name }) => name);
  // From the top of the stack down, as the eye and the Tab key go.
  const order = segments.map((_, i) => i).reverse();
  return (
    <ul className={styles.labels} style={{ width: labelSpace(names, DIRECT_LABELS) - 8 }} data-stack>
      {order.map((i) => {
        const { id, name } = segments[i]!;
        return (
          <li key={id} style={{ top: places[i] }}>
            <button type="button" className={styles.label} aria-pressed={selected === id} title={name} onClick={() => onSegment(id)}>
              <span className={styles.dot} style={{ backgroundColor: segmentToken(id) }} />
              <span>{name}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
