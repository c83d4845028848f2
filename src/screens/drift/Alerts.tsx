import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../workers/protocol/timeline';
import { segmentToken } from '../../charts/palette';
import { acknowledge, select } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import { typesOf } from '../../i18n/type-words';
import { namesById, type NamedSegment } from '../segments/named-segments';
import { courseText } from './alert-course';
import { alertSentence } from './alert-sentence';
import styles from './drift.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
}

interface Entry {
  readonly alert: Alert;
  readonly index: number;
}

/** What moved by more than chance, in words, newest first; what the person has taken note of below it, as history. */
export const Alerts = memo(function Alerts({ run, segments }: Props) {
  const { t } = useTranslation();
  const acknowledged = useWorkbench((state) => state.acknowledged);
  const { timeline } = run.result;
  const noted = new Set(acknowledged);
  const all = timeline.alerts.map((alert, index): Entry => ({ alert, index }));
  const open = all.filter(({ alert }) => !noted.has(alert.id));
  const history = all.filter(({ alert }) => noted.has(alert.id));
  return (
    <section className={styles.alerts} aria-label={t('drift.alerts.title')}>
      <h2 className={styles.alertsTitle}>
        {t('drift.alerts.title')} <span className={styles.muted}>{open.length}</span>
      </h2>
      <div className={styles.alertScroll}>
        {open.length === 0 ? (
          <p className={styles.muted}>
            {timeline.tooShort ? t('drift.tooShort.title') : history.length > 0 ? t('drift.alerts.allNoted') : t('drift.alerts.none')}
          </p>
        ) : (
          <AlertList run={run} segments={segments} entries={open} noted={false} />
        )}
        {history.length > 0 ? (
          <details className={styles.noted}>
            <summary>{t('drift.alerts.noted', { number: history.length })}</summary>
            <AlertList run={run} segments={segments} entries={history} noted />
          </details>
        ) : null}
      </div>
    </section>
  );
});

function AlertList({ run, segments, entries, noted }: Props & { readonly entries: readonly Entry[]; readonly noted: boolean }) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const chosen = useWorkbench((state) => (state.selection?.kind === 'alert' ? state.selection.index : null));
  const { timeline, specs } = run.result;
  const context = { timeline, names: namesById(segments), specs, types: typesOf(run), language };
  return (
    <ol className={styles.alertList}>
      {entries.map(({ alert, index }) => {
        const sentence = alertSentence(alert, context);
        return (
          <li key={alert.id} className={styles.alert} data-level={alert.level} data-chosen={chosen === index || undefined}>
            <button
              type="button"
              className={styles.alertOpen}
              aria-pressed={chosen === index}
              onClick={() => select({ kind: 'alert', index })}
            >
              <span className={styles.level}>
                {alert.segment !== undefined ? (
                  <span className={styles.dot} style={{ backgroundColor: segmentToken(alert.segment) }} />
                ) : null}
                {t(`drift.alerts.levels.${alert.level}`)}
              </span>
              <span>{sentence}</span>
              <span className={styles.muted}>{courseText(alert, timeline, language)}</span>
            </button>
            <button
              type="button"
              className={styles.note}
              aria-label={t(noted ? 'drift.alerts.reopenOf' : 'drift.alerts.noteOf', { sentence })}
              onClick={() => acknowledge(alert.id, !noted)}
            >
              {t(noted ? 'drift.alerts.reopen' : 'drift.alerts.note')}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
