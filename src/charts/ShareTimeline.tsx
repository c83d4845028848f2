import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import { segmentColour } from './palette';
import { PLOT, sharePercent, type ShareTimelineData, type WindowWords } from './share-timeline';
import { StackLabels } from './StackLabels';
import { useChartTheme } from './theme';

interface Props extends ShareTimelineData {
  readonly title: string;
  readonly fileName: string;
  readonly onWindow: (index: number) => void;
  readonly onSegment: (id: number) => void;
}

export function useWindowWords(): WindowWords {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      window: t('drift.unit.label'),
      share: t('drift.share'),
      activeUsers: t('drift.activeUsers'),
      reference: t('drift.reference'),
      incomplete: t('drift.incomplete'),
    }),
    [t],
  );
}

/** Shares of the segments among the users active in each window; a click selects the window. */
export function ShareTimeline({ title, fileName, onWindow, onSegment, windows, segments, selectedWindow, selectedSegment }: Props) {
  const words = useWindowWords();
  const format = useFormat();
  const { dark } = useChartTheme();
  const plan = useMemo<ChartPlan<'share-timeline'>>(
    () => ({ kind: 'share-timeline', data: { windows, segments, selectedWindow, selectedSegment }, words }),
    [windows, segments, selectedWindow, selectedSegment, words],
  );
  const table = useCallback(
    () => ({
      columns: [words.window, ...segments.map((segment) => segment.name), words.activeUsers],
      rows: windows.map((window, i) => [
        [window.name, window.reference ? words.reference : '', window.complete ? '' : words.incomplete].filter(Boolean).join(' · '),
        ...segments.map((segment) => sharePercent(segment.shares[i] ?? 0, format)),
        format.number(window.activeUsers),
      ]),
    }),
    [windows, segments, words, format],
  );
  const keys = useMemo(() => segments.map(({ id, name }) => ({ colour: segmentColour(id, dark), name })), [segments, dark]);
  return (
    <Chart
      title={title}
      plan={plan}
      table={table}
      fileName={fileName}
      height={PLOT.height}
      onBand={onWindow}
      keys={keys}
      beside={<StackLabels segments={segments} selected={selectedSegment} onSegment={onSegment} />}
    />
  );
}
