import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../workers/protocol/timeline';
import { segmentColour } from '../../charts/palette';
import { select } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import { namesById, type NamedSegment } from '../segments/named-segments';
import { alertSentence } from './alert-sentence';
import styles from './drift.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
}

/** What moved by more than chance, in words, newest first. */
export function Alerts({ run, segments }: Props) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const selection = useWorkbench((state) => state.selection);
  const { timeline, specs } = run.result;
  const context = { timeline, names: namesById(segments), specs, language };
  return (
    <section className={styles.alerts} aria-label={t('drift.alerts.title')}>
      <h2 className={styles.alertsTitle}>
        {t('drift.alerts.title')} <span className={styles.muted}>{timeline.alerts.length}</span>
      </h2>
      {timeline.alerts.length === 0 ? (
        <p className={styles.muted}>{timeline.tooShort ? t('drift.tooShort.title') : t('drift.alerts.none')}</p>
      ) : (
        <ol className={styles.alertList}>
          {timeline.alerts.map((alert, index) => (
            <li key={`${alert.window}-${alert.kind}-${alert.segment ?? alert.feature ?? alert.name ?? ''}`}>
              <AlertButton
                alert={alert}
                sentence={alertSentence(alert, context)}
                pressed={selection?.kind === 'alert' && selection.index === index}
                onClick={() => select({ kind: 'alert', index })}
              />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function AlertButton({ alert, sentence, pressed, onClick }: { alert: Alert; sentence: string; pressed: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={styles.alert} data-level={alert.level} aria-pressed={pressed} onClick={onClick}>
      <span className={styles.level}>
        {alert.segment !== undefined ? <span className={styles.dot} style={{ backgroundColor: segmentColour(alert.segment) }} /> : null}
        {t(`drift.alerts.levels.${alert.level}`)}
      </span>
      <span>{sentence}</span>
    </button>
  );
}
