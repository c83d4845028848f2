import { useTranslation } from 'react-i18next';
import { segmentToken } from '../palette';
import styles from './point-map.module.css';

export interface LegendEntry {
  readonly id: number;
  readonly name: string;
  /** Its share, as the language writes it. */
  readonly share: string;
}

interface Props {
  readonly segments: readonly LegendEntry[];
  readonly hidden: ReadonlySet<number>;
  readonly onToggle: (id: number) => void;
  readonly onIsolate: (id: number) => void;
}

/** Names the colours; a click hides or shows a segment, a double click or «only» shows it alone. */
export function MapLegend({ segments, hidden, onToggle, onIsolate }: Props) {
  const { t } = useTranslation();
  const shown = segments.filter(({ id }) => !hidden.has(id));
  return (
    <ul className={styles.legend} aria-label={t('segments.map.legend')}>
      {segments.map(({ id, name, share }) => {
        const alone = shown.length === 1 && shown[0]?.id === id;
        return (
          <li key={id} className={styles.entry} data-hidden={hidden.has(id) || undefined}>
            <button
              type="button"
              className={styles.entryToggle}
              aria-pressed={!hidden.has(id)}
              title={t('segments.map.toggle')}
              onClick={(event) => {
                // The second click of a double click would undo the first: it isolates instead.
                if (event.detail < 2) onToggle(id);
              }}
              onDoubleClick={() => {
                onToggle(id);
                onIsolate(id);
              }}
            >
              <span className={styles.dot} style={{ backgroundColor: segmentToken(id) }} />
              <span className={styles.entryName}>{name}</span>
              <span className={styles.entryShare}>{share}</span>
            </button>
            <button
              type="button"
              className={styles.only}
              onClick={() => onIsolate(id)}
              aria-label={alone ? t('segments.map.all') : t('segments.map.onlyThis', { name })}
            >
              {alone ? t('segments.map.all') : t('segments.map.only')}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
