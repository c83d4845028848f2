import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { bandAt, bandsOf, type Bands } from '../../../src/charts/drawing/bands';
import { ChartHost } from '../../../src/charts/drawing/chart-host';
import { LatestOnly } from '../../../src/charts/drawing/latest-only';
import { optionOf } from '../../../src/charts/drawing/options';
import type { PaintReply, PaintRequest } from '../../../src/charts/drawing/painter';
import type { ChartKind, ChartPlan, ChartSpec } from '../../../src/charts/drawing/plan';
import { serveChart, type ChartPort } from '../../../src/charts/drawing/serve-chart';
import { THEME } from './support';

describe('of the draws asked for while one is under way', () => {
  test('only the latest follows', () => {
    const sent: number[] = [];
    const draws = new LatestOnly<number>((item) => sent.push(item));
    for (const item of [1, 2, 3]) draws.push(item);
    expect(sent).toEqual([1]);
    draws.done();
    expect(sent).toEqual([1, 3]);
    draws.done();
    draws.push(4);
    expect(sent).toEqual([1, 3, 4]);
  });

  test('the last one asked for is drawn, whatever the order of asking and answering', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (steps) => {
        const sent: number[] = [];
        const draws = new LatestOnly<number>((item) => sent.push(item));
        let asked = 0;
        for (const ask of [true, ...steps]) {
          if (ask) draws.push(++asked);
          else draws.done();
        }
        draws.done();
        return sent.at(-1) === asked && sent.every((item, i) => i === 0 || item > sent[i - 1]!);
      }),
    );
  });
});

describe('bands', () => {
  const grid = { x: 40, y: 10, width: 300, height: 200 };

  test('every place of the grid is in one band, in order, and none beside it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 }), (columns, rows) => {
        const bands: Bands = { grid, columns, rows };
        for (let column = 0; column < columns; column++) {
          const x = grid.x + ((column + 0.5) * grid.width) / columns;
          expect(bandAt(bands, x, grid.y + 0.001)).toEqual([column, 0]);
          expect(bandAt(bands, x, grid.y + grid.height)).toEqual([column, rows - 1]);
          expect(bandAt(bands, x, grid.y - 1)).toBeNull();
        }
      }),
    );
    const bands: Bands = { grid, columns: 3, rows: 1 };
    expect(bandAt(bands, grid.x - 0.1, 50)).toBeNull();
    expect(bandAt(bands, grid.x + grid.width + 0.1, 50)).toBeNull();
    expect(bandAt(bands, grid.x + grid.width, 50)).toEqual([2, 0]);
    expect(bandAt({ ...bands, grid: { ...grid, width: 0 } }, 40, 50)).toBeNull();
  });

  test('are read from the axes of the option', () => {
    expect(bandsOf({ xAxis: { type: 'category', data: ['a', 'b'] }, yAxis: { type: 'value' } }, grid)).toEqual({
      grid,
      columns: 2,
      rows: 1,
    });
    expect(bandsOf({ xAxis: { type: 'category', data: ['a'] }, yAxis: { type: 'category', data: ['f', 'g', 'h'] } }, grid)?.rows).toBe(3);
    expect(bandsOf({ xAxis: { type: 'category', data: ['a'], boundaryGap: false } }, grid)).toBeNull();
    expect(bandsOf({ xAxis: { type: 'value' } }, grid)).toBeNull();
  });
});

const windows = [{ tick: 'May', name: 'May 2025', complete: true, reference: true, activeUsers: 1200 }];
const windowWords = { window: 'W', share: 'S', activeUsers: 'A', reference: 'R', incomplete: 'I' };
const TENTHS = [
  { users: 12, predicted: 0.4, actual: 0.5 },
  { users: 11, predicted: 0.1, actual: 0 },
];
const PLANS: { readonly [K in ChartKind]: ChartPlan<K> } = {
  demand: {
    kind: 'demand',
    data: { weeks: ['a', 'b', 'c'], history: [3, 5], forecast: [{ value: 4, low: 2, high: 7 }] },
    words: { week: 'W', amount: 'U', ahead: 'H', forecast: 'F', interval: 'I', noInterval: 'N' },
  },
  importance: {
    kind: 'importance',
    data: { bars: [{ name: 'Orders', mean: 0.2, low: 0.1, high: 0.3 }], chance: 0.7, unit: 'share' },
    words: { what: 'F', measure: 'M', interval: 'I', chance: 'C' },
  },
  'grid-map': {
    kind: 'grid-map',
    data: {
      values: Float32Array.of(1, 2, Number.NaN, -1),
      rows: ['a', 'b'],
      columns: ['x', 'y'],
      rowTicks: [{ at: 0, label: 'a' }],
      columnTicks: [{ at: 1, label: 'y' }],
      bands: [{ from: 0, to: 2, name: 'S', colour: '#4b98f2' }],
      unit: 'number',
      rowHeight: 10,
    },
    words: { row: 'R', column: 'C', value: 'V' },
  },
  lift: {
    kind: 'lift',
    data: { tenths: TENTHS, rate: 0.26 },
    words: { tenth: 'T', share: 'S', predicted: 'P', users: 'U', lift: 'L', average: 'A' },
  },
  calibration: { kind: 'calibration', data: { tenths: TENTHS }, words: { predicted: 'P', actual: 'A', users: 'U', right: 'R' } },
  loss: {
    kind: 'loss',
    data: { training: [2, 1], validation: [2, Number.NaN], baseline: undefined },
    words: { training: 'T', validation: 'V', baseline: 'PCA', epoch: 'E', error: 'MSE' },
  },
  k: {
    kind: 'k',
    data: { figures: [{ k: 2, silhouette: 0.3, stability: Number.NaN, daviesBouldin: 1, calinskiHarabasz: 100 }], chosen: 2 },
    words: { k: 'k', measures: { silhouette: 'a', stability: 'b', daviesBouldin: 'c', calinskiHarabasz: 'd' }, stable: 's' },
  },
  'k-distance': { kind: 'k-distance', data: { curve: [0.1, 0.2, 3], epsilon: 0.2 }, words: { users: 'U', distance: 'D', epsilon: 'ε' } },
  dendrogram: {
    kind: 'dendrogram',
    data: { sizes: [3, 2, 1], segments: [0, 1, 1], left: [1, 0], right: [2, 3], heights: [1, 4], k: 2 },
    words: { users: 'U', height: 'H', cut: 'C' },
  },
  'early-accuracy': {
    kind: 'early-accuracy',
    data: { readings: [{ events: 1, users: 40, accuracy: { value: 0.5, low: 0.4, high: 0.6 }, baselines: [0.4, 0.45] }], wanted: 0.8 },
    words: { events: 'E', right: 'R', users: 'U', interval: 'I', network: 'N', baselines: ['M', 'C'], wanted: 'W' },
  },
  'share-timeline': {
    kind: 'share-timeline',
    data: { windows, segments: [{ id: 0, name: 'zero', shares: [1] }], selectedWindow: 0, selectedSegment: null },
    words: windowWords,
  },
  'active-users': { kind: 'active-users', data: { windows, selectedWindow: null, names: ['zero'] }, words: windowWords },
  'psi-heatmap': {
    kind: 'psi-heatmap',
    data: {
      windows,
      features: ['f'],
      cells: [
        {
          window: 0,
          feature: 0,
          psi: 0.2,
          threshold: 0.1,
          band: 'watch',
          n: 1200,
          m: 9,
          ks: 0,
          ksPAdjusted: 1,
          jensenShannon: 0,
          wasserstein: 0,
        },
      ],
      psiAct: 0.25,
      selectedWindow: null,
    },
    words: {
      feature: 'F',
      threshold: 'limit',
      sampleSizes: 'n = {{n}}, m = {{m}}',
      ks: 'KS',
      jensenShannon: 'JS',
      wasserstein: 'W',
      pValue: 'p',
      incomplete: 'I',
      reference: 'R',
    },
  },
};
const specOf = (plan: ChartPlan): ChartSpec => ({ plan, theme: THEME, language: 'en', width: 800, height: 300, ratio: 1 });

describe('a chart as plain data', () => {
  test.each(Object.values(PLANS))('$kind crosses to a worker whole and becomes an option there', (plan: ChartPlan) => {
    const spec = specOf(plan);
    const crossed = structuredClone(spec);
    expect(crossed).toEqual(spec);
    expect(optionOf(crossed)).toMatchObject({ animation: false, series: expect.anything() as object });
  });

  test('figures on it are written in its language', () => {
    const plan = PLANS['active-users'];
    const busy = { ...plan, data: { ...plan.data, windows: windows.map((window) => ({ ...window, activeUsers: 12_000 })) } };
    const cardOf = (language: ChartSpec['language']) => {
      const option = optionOf({ ...specOf(busy), language }) as {
        yAxis: { axisLabel: { formatter(value: number): string } };
      };
      return option.yAxis.axisLabel.formatter(12_000);
    };
    expect([cardOf('en'), cardOf('zh-CN')]).toEqual(['12K', '1.2万']);
  });

  test('a hover card names both sample sizes', () => {
    const option = optionOf(specOf(PLANS['psi-heatmap'])) as unknown as { tooltip: { formatter(raw: unknown): string } };
    expect(option.tooltip.formatter({ dataIndex: 0 })).toContain('n = 1,200, m = 9');
  });
});

describe('a chart of many marks', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** A canvas that takes every call of its context and knows which were made. */
  function canvasOf() {
    const calls: string[] = [];
    const context: object = new Proxy({} as Record<string, unknown>, {
      get: (known, name: string) =>
        known[name] ??
        ((...given: unknown[]) => {
          calls.push(name);
          return name === 'measureText' ? { width: 6 * String(given[0]).length } : undefined;
        }),
    });
    return { calls, canvas: { width: 0, height: 0, getContext: () => context } as unknown as HTMLCanvasElement };
  }

  test('is drawn on its own canvas at once, and again when the canvas takes another size', () => {
    const side = 80;
    const names = Array.from({ length: side }, (_, i) => String(i));
    const plan: ChartPlan<'grid-map'> = {
      ...PLANS['grid-map'],
      data: { ...PLANS['grid-map'].data, values: new Float32Array(side * side).fill(1), rows: names, columns: names },
    };
    // Texts are measured on a canvas beside it.
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = canvasOf().canvas.getContext;
      },
    );
    const { canvas, calls } = canvasOf();
    const host = new ChartHost(canvas);
    for (const width of [800, 300]) {
      calls.length = 0;
      host.draw({ ...specOf(plan), width });
      expect(canvas.width).toBe(width);
      expect(calls.filter((name) => name === 'fill').length).toBeGreaterThanOrEqual(side * side);
      // Nothing was put together from other canvases.
      expect(calls).not.toContain('drawImage');
    }
    host.dispose();
  });
});

describe('a chart that is served over a port', () => {
  function served(draw: () => Bands | null) {
    const replies: PaintReply[] = [];
    let closed = false;
    const port: ChartPort = { postMessage: (reply) => void replies.push(reply), close: () => void (closed = true), onmessage: null };
    serveChart({ draw, hover: () => undefined, picture: () => null, dispose: () => undefined }, port);
    const send = (data: PaintRequest) => port.onmessage!({ data } as MessageEvent<PaintRequest>);
    return { replies, send, closed: () => closed };
  }

  test('answers what was drawn, and closes when the chart goes', () => {
    const { replies, send, closed } = served(() => null);
    send({ kind: 'draw', spec: specOf(PLANS.loss) });
    send({ kind: 'picture', ratio: 2 });
    expect(replies).toEqual([
      { kind: 'drawn', bands: null },
      { kind: 'picture', picture: null },
    ]);
    send({ kind: 'dispose' });
    expect(closed()).toBe(true);
  });

  test('says so when it cannot draw', () => {
    const { replies, send } = served(() => {
      throw new Error('no context');
    });
    send({ kind: 'draw', spec: specOf(PLANS.loss) });
    expect(replies).toEqual([{ kind: 'failed', message: 'no context' }]);
  });
});
