import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { featureValue } from '../../i18n/feature-words';
import { useFormat } from '../../i18n/format';
import { windowName } from '../../i18n/window-words';
import { select } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import { alertSentence, sharePair } from '../drift/alert-sentence';
import { namesById, type NamedSegment } from '../segments/named-segments';
import { Facts } from './Facts';
import styles from './inspector.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly index: number;
}

/** An alert: its sentence, before and after, and the ways to its window and segment. */
export function AlertInspector({ run, segments, index }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const [, go] = useLocation();
  const { timeline, specs } = run.result;
  const alert = timeline.alerts[index];
  if (!alert) return null;
  const sentence = alertSentence(alert, { timeline, names: namesById(segments), specs, language });
  const window = windowName(timeline, timeline.windows[alert.window]?.label ?? '', language);
  const segment = segments.find(({ id }) => id === alert.segment);
  const spec = specs.find(({ id }) => id === alert.feature);
  const values = (): readonly [string, string] => {
    if (alert.kind === 'segment-share' || alert.kind === 'event-type-share') return sharePair(alert.before, alert.after, language);
    if (alert.kind === 'data-drift') return [format.percent(alert.before, 0), format.percent(alert.after, 0)];
    if (alert.kind === 'feature' && spec) return [featureValue(alert.before, spec, language), featureValue(alert.after, spec, language)];
    return [format.number(alert.before), format.number(alert.after)];
  };
  const [before, after] = values();
  return (
    <>
      <header className={styles.head}>
        <p className={styles.kind} data-level={alert.level}>
          {t('inspector.alert.kind')} · {t(`drift.alerts.levels.${alert.level}`)}
        </p>
        <h2 className={styles.sentence}>{sentence}</h2>
      </header>
      <Facts
        facts={[
          [t('inspector.alert.before'), before],
          [window, after],
          ...(alert.psi !== undefined ? ([[t('inspector.alert.psi'), format.number(alert.psi, 3)]] as const) : []),
          ...(alert.p !== undefined
            ? ([[t('inspector.alert.p'), alert.p < 0.0001 ? '< 0.0001' : format.significant(alert.p)]] as const)
            : []),
        ]}
      />
      <div className={styles.actions}>
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            select({ kind: 'window', index: alert.window });
            go('/drift');
          }}
        >
          {t('inspector.alert.toWindow', { window })}
        </Button>
        {segment ? (
          <Button variant="default" size="xs" onClick={() => select({ kind: 'segment', id: segment.id })}>
            {t('inspector.alert.toSegment', { name: segment.name })}
          </Button>
        ) : null}
      </div>
    </>
  );
}
