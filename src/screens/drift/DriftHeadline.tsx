import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../../workers/protocol/timeline';
import { useFormat } from '../../i18n/format';
import { windowCount } from '../../i18n/window-words';
import { useWorkbench } from '../../workbench/store';
import { windowInSentence } from './movement/window-words';
import styles from './drift.module.css';

/** The finding in one line, and what is compared with what. */
export function DriftHeadline({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const { windows, alerts, referenceWindows, referenceUsers, tooShort } = timeline;
  const count = (n: number) => windowCount(timeline, n, language);
  const name = (index: number) => windowInSentence(timeline, index, language);
  const last = alerts[0];
  const headline = tooShort
    ? t('drift.headline.short')
    : last
      ? t('drift.headline.alerts', { count: alerts.length, windows: count(windows.length), last: name(last.window) })
      : t('drift.headline.quiet', { windows: count(windows.length) });
  const first = referenceWindows[0];
  const end = referenceWindows.at(-1);
  return (
    <div className={styles.headline}>
      <h1 className={styles.title}>{headline}</h1>
      {first !== undefined && end !== undefined ? (
        <p className={styles.muted}>
          {t(first === end ? 'drift.referenceOne' : 'drift.referenceLine', {
            from: name(first),
            to: name(end),
            users: format.number(referenceUsers),
            windows: count(referenceWindows.length),
          })}
        </p>
      ) : null}
    </div>
  );
}
