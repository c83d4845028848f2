import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import { segmentColour } from './palette';
import { labelSpace, PLOT, shareTimelineOption, type ShareTimelineData, type WindowWords } from './share-timeline';
import { StackLabels } from './StackLabels';
import type { ChartTheme } from './theme';

interface Props extends ShareTimelineData {
  readonly title: string;
  readonly fileName: string;
  readonly onWindow: (index: number) => void;
  readonly onSegment: (id: number) => void;
}

export function useWindowWords(): WindowWords {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => ({
      window: t('drift.unit.label'),
      share: t('drift.share'),
      activeUsers: t('drift.activeUsers'),
      reference: t('drift.reference'),
      incomplete: t('drift.incomplete'),
      percent: (share: number) => format.percent(share, share === 0 || share >= 0.1 ? 0 : 1),
      number: (value: number) => format.number(value),
      compact: format.compact,
    }),
    [t, format],
  );
}

/** Shares of the segments among the users active in each window; a click selects the window. */
export function ShareTimeline({ title, fileName, onWindow, onSegment, windows, segments, selectedWindow, selectedSegment }: Props) {
  const words = useWindowWords();
  const data = useMemo(
    () => ({ windows, segments, selectedWindow, selectedSegment }),
    [windows, segments, selectedWindow, selectedSegment],
  );
  const option = useCallback(
    (theme: ChartTheme, width: number) =>
      shareTimelineOption(
        data,
        words,
        theme,
        width,
        labelSpace(
          data.segments.map((segment) => segment.name),
          width,
        ),
      ),
    [data, words],
  );
  const table = useMemo(
    () => ({
      columns: [words.window, ...segments.map((segment) => segment.name), words.activeUsers],
      rows: windows.map((window, i) => [
        [window.name, window.reference ? words.reference : '', window.complete ? '' : words.incomplete].filter(Boolean).join(', '),
        ...segments.map((segment) => words.percent(segment.shares[i] ?? 0)),
        words.number(window.activeUsers),
      ]),
    }),
    [windows, segments, words],
  );
  const keys = useMemo(() => segments.map(({ id, name }) => ({ colour: segmentColour(id), name })), [segments]);
  return (
    <Chart
      title={title}
      option={option}
      table={table}
      fileName={fileName}
      height={PLOT.height}
      onBand={onWindow}
      keys={keys}
      beside={<StackLabels segments={segments} selected={selectedSegment} onSegment={onSegment} />}
    />
  );
}
