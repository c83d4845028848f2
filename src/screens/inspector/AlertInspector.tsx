import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Alert } from '../../../workers/protocol/timeline';
import { segmentToken } from '../../charts/palette';
import { featureName } from '../../i18n/feature-words';
import { useFormat } from '../../i18n/format';
import { typesOf } from '../../i18n/type-words';
import { windowName } from '../../i18n/window-words';
import { acknowledge, report, select } from '../../workbench/actions';
import { windowMap } from '../../workbench/queries';
import { useWorkbench, type Run } from '../../workbench/store';
import { clearsText, courseText, specOf, sureText } from '../drift/alert-course';
import { alertSentence, sharePair } from '../drift/alert-sentence';
import { alertValue } from '../drift/alert-value';
import { windowInSentence } from '../drift/movement/window-words';
import { namesById, type NamedSegment } from '../segments/named-segments';
import { Facts } from './Facts';
import styles from './inspector.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly index: number;
}

/** An alert: size, since when, how sure, what would end it, and the ways to its windows, users, segments and features. */
export function AlertInspector({ run, segments, index }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const noted = useWorkbench((state) => state.acknowledged);
  const { timeline, specs } = run.result;
  const alert = timeline.alerts[index];
  if (!alert) return null;
  const sentence = alertSentence(alert, { timeline, names: namesById(segments), specs, types: typesOf(run), language });
  const nameOf = (window: number) => windowName(timeline, timeline.windows[window]?.label ?? '', language);
  const spec = specOf(alert, specs);
  const shares = alert.kind === 'segment-share' || alert.kind === 'event-type-share';
  const [before, after] = shares
    ? sharePair(alert.before, alert.after, language)
    : [alertValue(alert, alert.before, spec, language), alertValue(alert, alert.after, spec, language)];
  const isNoted = noted.includes(alert.id);
  return (
    <>
      <header className={styles.head}>
        <p className={styles.kind} data-level={alert.level}>
          {t('inspector.alert.kind')} · {t(`drift.alerts.levels.${alert.level}`)}
        </p>
        <h2 className={styles.sentence}>{sentence}</h2>
        <p className={styles.small}>{courseText(alert, timeline, language)}</p>
      </header>
      <Facts
        facts={[
          [t(alert.kind === 'active-users' ? 'inspector.alert.expected' : 'inspector.alert.before'), before],
          [nameOf(alert.window), after],
          ...(alert.until > alert.window ? ([[nameOf(alert.until), alertValue(alert, alert.latest, spec, language)]] as const) : []),
          ...(alert.psi !== undefined ? ([[t('inspector.alert.psi'), format.number(alert.psi, 3)]] as const) : []),
          ...(alert.p !== undefined
            ? ([[t('inspector.alert.p'), alert.p < 0.0001 ? '< 0.0001' : format.significant(alert.p)]] as const)
            : []),
        ]}
      />
      <p className={styles.small}>{t('drift.course.stop', { sentence: sureText(alert, language) })}</p>
      <p className={styles.small}>{t('drift.course.stop', { sentence: clearsText(alert, language) })}</p>
      {alert.features.length > 0 ? (
        <section>
          <h3 className={styles.subtitle}>{t('inspector.alert.features')}</h3>
          <ol className={styles.plainList}>
            {alert.features.map((id) => {
              const feature = specs.find((candidate) => candidate.id === id);
              return <li key={id}>{feature ? featureName(feature, language) : id}</li>;
            })}
          </ol>
        </section>
      ) : null}
      <Ways alert={alert} segments={segments} nameOf={(window) => windowInSentence(timeline, window, language)} />
      <Button variant="subtle" size="xs" onClick={() => acknowledge(alert.id, !isNoted)}>
        {t(isNoted ? 'drift.alerts.reopen' : 'drift.alerts.note')}
      </Button>
    </>
  );
}

interface WaysProps {
  readonly alert: Alert;
  readonly segments: readonly NamedSegment[];
  readonly nameOf: (window: number) => string;
}

/** One click to the windows, the users and the segments concerned. */
function Ways({ alert, segments, nameOf }: WaysProps) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const concerned = alert.segment !== undefined ? [alert.segment] : alert.segments;
  const toWindow = (index: number) => {
    select({ kind: 'window', index });
    go('/drift');
  };
  const toUsers = async () => {
    try {
      const { rows, labels } = await windowMap(alert.window);
      const chosen = rows.filter((row, i) => row >= 0 && (alert.segment === undefined || labels[i] === alert.segment));
      select({ kind: 'users', rows: Uint32Array.from(chosen) });
    } catch (error) {
      report(error);
    }
  };
  return (
    <div className={styles.actions}>
      {[...new Set([alert.window, alert.until])].map((index) => (
        <Button key={index} variant="default" size="xs" onClick={() => toWindow(index)}>
          {t('inspector.alert.toWindow', { window: nameOf(index) })}
        </Button>
      ))}
      <Button variant="default" size="xs" onClick={() => void toUsers()}>
        {t(alert.segment === undefined ? 'inspector.alert.toUsers' : 'inspector.alert.toSegmentUsers', { window: nameOf(alert.window) })}
      </Button>
      {concerned.map((id) => {
        const segment = segments.find((candidate) => candidate.id === id);
        return segment ? (
          <Button
            key={id}
            variant="default"
            size="xs"
            className={styles.named}
            leftSection={<span className={styles.dot} style={{ backgroundColor: segmentToken(id) }} />}
            onClick={() => select({ kind: 'segment', id })}
          >
            {t('inspector.alert.toSegment', { name: segment.name })}
          </Button>
        ) : null;
      })}
    </div>
  );
}
