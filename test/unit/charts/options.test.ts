import { describe, expect, test } from 'vitest';
import type { ChartLook } from '../../../src/charts/base-option';
import { activeUsersOption } from '../../../src/charts/active-users';
import { demandOption } from '../../../src/charts/demand';
import { kCurvesOption, kFigure, K_MEASURES } from '../../../src/charts/k-curves';
import { epochStep, lossOption, wantsLog, type LossWords } from '../../../src/charts/loss';
import { segmentColour } from '../../../src/charts/palette';
import { BANDS, psiColour, psiHeatmapOption, type HeatmapWords } from '../../../src/charts/psi-heatmap';
import { fileNameFor } from '../../../src/charts/save';
import { labelSpace, shareTimelineOption, stackMiddles, type WindowWords } from '../../../src/charts/share-timeline';
import { formatFor } from '../../../src/i18n/make-format';
import { THEME } from './support';

const LOOK: ChartLook = { theme: THEME, format: formatFor('en'), width: 1000, height: 220 };

/** Series of an option as plain records: the tests look at a few of their fields. */
const series = (option: object): readonly Record<string, unknown>[] => (option as { series: Record<string, unknown>[] }).series;

describe('the loss chart', () => {
  const words: LossWords = { training: 'T', validation: 'V', baseline: 'PCA', epoch: 'Epoch', error: 'MSE' };

  test('draws both curves, and the baseline as a level line once it is known', () => {
    const data = { training: [3, 2, 1], validation: [3, 2.5, 2] };
    expect(series(lossOption(data, words, LOOK)).map(({ name }) => name)).toEqual(['T', 'V']);
    const withBaseline = series(lossOption({ ...data, baseline: 2.2, bestEpoch: 3 }, words, LOOK));
    expect(withBaseline[2]).toMatchObject({ name: 'PCA', data: [2.2, 2.2, 2.2] });
  });

  test('does not fail before the first epoch', () => {
    expect(series(lossOption({ training: [], validation: [] }, words, LOOK))).toHaveLength(2);
  });

  test('names round epochs, and not more than six after the first', () => {
    expect([1, 6, 7, 40, 61, 300].map(epochStep)).toEqual([1, 1, 2, 10, 20, 50]);
    for (let epochs = 1; epochs <= 2_000; epochs++) {
      const step = epochStep(epochs);
      expect(Math.floor(epochs / step)).toBeLessThanOrEqual(6);
      expect(String(step)).toMatch(/^[125]0*$/);
    }
  });

  test('takes a logarithmic axis when the loss fell tenfold', () => {
    expect(wantsLog([10, 5, 0.5])).toBe(true);
    expect(wantsLog([1, 0.5, 0.2])).toBe(false);
    expect(wantsLog([])).toBe(false);
  });
});

describe('the shares', () => {
  const words: WindowWords = {
    window: 'W',
    share: 'S',
    activeUsers: 'A',
    reference: 'R',
    incomplete: 'I',
  };
  const windows = [true, true, false].map((complete, i) => ({ tick: `${i}`, name: `${i}`, complete, reference: i === 0, activeUsers: 10 }));
  const segments = [
    { id: 2, name: 'two', shares: [0.2, 0.3, 0.4] },
    { id: 0, name: 'zero', shares: [0.8, 0.7, 0.6] },
  ];

  test('keep the colour of the segment and fade incomplete windows', () => {
    const option = shareTimelineOption({ windows, segments, selectedWindow: null, selectedSegment: null }, words, LOOK);
    const [first] = series(option);
    expect(first).toMatchObject({ stack: 'shares', itemStyle: { color: segmentColour(2, THEME.dark) } });
    const opacity = (first!.data as { itemStyle: { opacity: number } }[]).map((item) => item.itemStyle.opacity);
    expect(opacity[0]).toBe(1);
    expect(opacity[2]).toBeLessThan(opacity[0]!);
  });

  test('fade all but the selected segment', () => {
    const option = shareTimelineOption({ windows, segments, selectedWindow: 1, selectedSegment: 0 }, words, LOOK);
    const opacity = series(option)
      .slice(0, 2)
      .map((one) => (one.data as { itemStyle: { opacity: number } }[])[0]!.itemStyle.opacity);
    expect(opacity[0]).toBeLessThan(opacity[1]!);
  });

  test('names stand in the middle of the last bar’s parts, and take room only where there is some', () => {
    expect(stackMiddles(segments)).toEqual([0.2, 0.7]);
    expect(labelSpace(['a long name of a segment'], 300)).toBe(12);
    expect(labelSpace(['a long name of a segment'], 900)).toBeGreaterThan(100);
  });
});

describe('the heat map', () => {
  test('has a colour for each band, whatever the PSI, deeper with it where there is an alert', () => {
    const colour = (band: (typeof BANDS)[number], psi: number, act = 0.25) => psiColour({ band, psi }, act, THEME);
    expect(new Set(BANDS.map((band) => colour(band, 0.3))).size).toBe(BANDS.length);
    for (const band of ['none', 'high'] as const) expect(colour(band, 0.9)).toBe(colour(band, 0));
    expect(colour('watch', 0.2)).not.toBe(colour('watch', 0.12));
    expect(colour('act', 0.5)).not.toBe(colour('act', 0.3));
    // As deep at twice what calls for action, wherever that is set.
    expect(colour('act', 1, 0.5)).toBe(colour('act', 0.5, 0.25));
  });

  test('has one cell a figure and an outline for the selected window', () => {
    const words = { threshold: '', sampleSizes: '' } as unknown as HeatmapWords;
    const cell = {
      window: 0,
      feature: 0,
      psi: 0.1,
      threshold: 0.1,
      band: 'none',
      n: 1,
      m: 1,
      ks: 0,
      ksPAdjusted: 1,
      jensenShannon: 0,
      wasserstein: 0,
    } as const;
    const data = { windows: [], features: ['f'], cells: [cell], psiAct: 0.25, selectedWindow: null };
    expect(series(psiHeatmapOption(data, words, LOOK))).toHaveLength(1);
    expect(series(psiHeatmapOption({ ...data, selectedWindow: 0 }, words, LOOK))).toHaveLength(2);
  });
});

test('the k chart has a small multiple for every measure', () => {
  const measures = { silhouette: 'a', stability: 'b', daviesBouldin: 'c', calinskiHarabasz: 'd' };
  const figures = [2, 3].map((k) => ({ k, silhouette: 0.3, stability: 0.8, daviesBouldin: 1, calinskiHarabasz: 100 }));
  const option = kCurvesOption({ figures, chosen: 3 }, { k: 'k', measures, stable: 's' }, LOOK);
  expect(series(option)).toHaveLength(K_MEASURES.length);
  const written = (values: readonly number[], most: number) => values.map((value) => kFigure(value, most, LOOK.format));
  expect(written([Number.NaN, 0.2034, 1081.4], 1081.4)).toEqual(['…', '0.2', '1,081']);
  expect(written([1081.4, 120_300], 120_300)).toEqual(['1.08K', '120.3K']);
});

test('figures of one axis are shortened all or none', () => {
  const labels = (axis: unknown, values: readonly number[]) =>
    values.map((axis as { axisLabel: { formatter: (value: number) => string } }).axisLabel.formatter);
  const measures = { silhouette: 'a', stability: 'b', daviesBouldin: 'c', calinskiHarabasz: 'd' };
  const curves = (...found: number[]) => {
    const figures = found.map((calinskiHarabasz, i) => ({
      k: 2 + i,
      silhouette: 0.3,
      stability: Number.NaN,
      daviesBouldin: 1,
      calinskiHarabasz,
    }));
    return (kCurvesOption({ figures, chosen: 2 }, { k: 'k', measures, stable: 's' }, LOOK) as { yAxis: unknown[] }).yAxis[
      K_MEASURES.indexOf('calinskiHarabasz')
    ];
  };
  expect(labels(curves(11_800, 8_100), [8_000, 10_000, 12_000])).toEqual(['8K', '10K', '12K']);
  expect(labels(curves(8_100, 9_900), [8_000, 9_000, 10_000])).toEqual(['8,000', '9,000', '10,000']);

  const words = { activeUsers: 'Users', reference: 'r', incomplete: 'i' } as WindowWords;
  const bars = (activeUsers: number) => ({
    windows: [{ tick: 'May', name: 'May', activeUsers, complete: true, reference: false }],
    selectedWindow: null,
    names: [],
  });
  const { yAxis } = activeUsersOption(bars(12_000) as never, words, LOOK);
  expect(labels(yAxis, [0, 7_500, 15_000])).toEqual(['0', '7.5K', '15K']);

  const weeks = (...history: number[]) =>
    demandOption(
      { weeks: history.map(String), history, forecast: [{ value: 7_000, low: 5_000, high: 11_000 }] },
      { week: 'w', amount: 'a', ahead: 'h', forecast: 'f', interval: 'i', noInterval: 'n' },
      LOOK,
    ).yAxis;
  expect(labels(weeks(7_000, 9_000), [8_000, 10_000, 12_000])).toEqual(['8K', '10K', '12K']);
});

test('downloads are named after the file', () => {
  expect(fileNameFor('online retail.csv', 'segments.csv')).toBe('online retail-segments.csv');
  expect(fileNameFor('', 'map.png')).toBe('shoal-map.png');
});
