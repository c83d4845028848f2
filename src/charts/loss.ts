import { bandAxis, baseOption, card, valueAxis, type ChartLook } from './base-option';
import type { ChartOption } from './echarts';
import { spread } from './point-map/medians';

export interface LossData {
  /** Mean squared error, or nats an event, by epoch, from epoch 1. */
  readonly training: readonly number[];
  readonly validation: readonly number[];
  /** Validation loss of the PCA baseline, once known. */
  readonly baseline?: number;
  /** Epoch whose weights are kept, once known. */
  readonly bestEpoch?: number;
}

export interface LossWords {
  readonly training: string;
  readonly validation: string;
  readonly baseline: string;
  readonly epoch: string;
  readonly error: string;
}

/** A logarithmic axis helps once the first loss is ten times the last. */
export function wantsLog(losses: readonly number[]): boolean {
  const known = losses.filter((loss) => loss > 0);
  return known.length > 2 && Math.max(...known) > 10 * Math.min(...known);
}

/** Pixels to move the names at the curves' ends so that they do not overlap; 0 for a curve that is not there. */
function endShifts(ends: readonly number[], [low, high]: readonly [number, number], log: boolean, plot: number): number[] {
  const at = (loss: number) => (plot * (high - (log ? Math.log(loss) : loss))) / Math.max(1e-12, high - low);
  const known = ends.map((loss, i) => ({ i, y: at(loss) })).filter(({ y }) => Number.isFinite(y));
  const places = spread(
    known.map(({ y }) => ({ x: 0, y, width: 1 })),
    17,
  );
  const shifts = ends.map(() => 0);
  known.forEach(({ i, y }, n) => (shifts[i] = places[n]! - y));
  return shifts;
}

/** Epochs apart that the axis names: 1, 2 or 5 times a power of ten, at most six of them. */
export function epochStep(epochs: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, epochs / 6)));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step * 6 >= epochs)!;
}

/** A round number a tenth or more below the least loss, so that small differences are not made to look large. */
const axisStart = (least: number): number => Math.max(0, least >= 1.2 ? Math.floor(least * 0.9) : Math.floor(least * 9) / 10);

/** Epochs × loss, both curves named at their ends. */
export function lossOption(data: LossData, words: LossWords, { theme, format, height }: ChartLook): ChartOption {
  const { training, validation, baseline, bestEpoch } = data;
  const epochs = Math.max(training.length, validation.length, 1);
  const all = [...training, ...validation, ...(baseline === undefined ? [] : [baseline])].filter(Number.isFinite);
  const log = wantsLog(all);
  const least = Math.min(...all);
  const shifts = endShifts(
    [training.at(-1), validation.at(-1), baseline].map((loss) => loss ?? Number.NaN),
    log ? [Math.log(least), Math.log(Math.max(...all))] : [Math.min(0, least), Math.max(...all)],
    log,
    height - 68,
  );
  const axis = valueAxis(theme, words.error);
  // Losses have short labels: the name would begin left of the picture.
  axis.nameTextStyle.padding = [0, 0, 0, -28];
  const curve = (name: string, values: readonly number[], colour: string, dashed: boolean, shift: number) => ({
    type: 'line' as const,
    name,
    data: [...values],
    showSymbol: values.length < 2,
    symbolSize: 5,
    lineStyle: { color: colour, width: 2, type: dashed ? ('dashed' as const) : ('solid' as const) },
    itemStyle: { color: colour },
    endLabel: { show: true, formatter: name, color: colour, fontSize: 12, distance: 6, offset: [0, shift] },
  });
  const first = curve(words.training, training, theme.muted, false, shifts[0]!);
  const second = curve(words.validation, validation, theme.accent, false, shifts[1]!);
  const lines = [first, second];
  if (baseline !== undefined && Number.isFinite(baseline)) {
    lines.push(
      curve(
        words.baseline,
        Array.from({ length: epochs }, () => baseline),
        theme.watch,
        true,
        shifts[2]!,
      ),
    );
  }
  const step = epochStep(epochs);
  const band = bandAxis(
    theme,
    Array.from({ length: epochs }, (_, i) => String(i + 1)),
    words.epoch,
  );
  return {
    grid: { left: 8, right: 96, top: 34, bottom: 34, containLabel: true },
    xAxis: {
      ...band,
      boundaryGap: false,
      axisLabel: { ...band.axisLabel, interval: (index: number) => index === 0 || (index + 1) % step === 0 },
    },
    yAxis: log
      ? {
          ...axis,
          type: 'log' as const,
          axisLabel: { color: theme.muted, formatter: (value: number) => format.significant(value) },
        }
      : {
          ...axis,
          scale: true,
          min: all.length > 0 ? axisStart(least) : 0,
          axisLabel: { color: theme.muted, formatter: (value: number) => format.significant(value) },
        },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: 'axis',
      axisPointer: { lineStyle: { color: theme.line } },
      formatter: (raw: unknown) => {
        const points = raw as readonly { seriesName: string; value: number; axisValue: string }[];
        return card(
          `${words.epoch} ${points[0]?.axisValue ?? ''}`,
          points.map((point) => [point.seriesName, format.significant(point.value)]),
        );
      },
    },
    series: lines.map((line, i) =>
      i === 1 && bestEpoch !== undefined && bestEpoch > 0
        ? {
            ...line,
            markPoint: {
              symbol: 'circle',
              symbolSize: 8,
              label: { show: false },
              itemStyle: { color: theme.accent },
              data: [{ coord: [String(bestEpoch), validation[bestEpoch - 1] ?? 0] }],
            },
          }
        : line,
    ) as ChartOption['series'],
  };
}
