import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { FilePreview, QualityReport } from '../../../workers/protocol/ingest';
import { FEATURE_ENCODERS, NETWORK_WIDTHS, OPTIMIZERS } from '../../../workers/protocol/encoder-recipe';
import { CLUSTER_METHODS, COLUMN_ROLES, defaultRecipe, RecipeSchema, type MappingRecipe } from '../../../workers/protocol/recipe';
import { SEQUENCE_ENCODERS } from '../../../workers/protocol/sequences';
import { rowsName, rejections } from '../../../src/screens/data/quality-figures';
import { chosenMark, foundMark, withMark } from '../../../src/screens/data/decimal-mark';
import { assignRole, columnOf } from '../../../src/screens/data/remap';
import { formOf, readForm, type SettingsForm } from '../../../src/screens/data/settings-form';
import { dayOf, dayStart } from '../../../src/screens/data/zoned-day';

const MAPPING: MappingRecipe = {
  preset: null,
  columns: [
    { name: 'id', role: 'user' },
    { name: 'at', role: 'time' },
    { name: 'what', role: 'event' },
    { name: 'how', role: 'other' },
    { name: 'day', role: 'other' },
  ],
  dateFormat: 'iso',
  timeZone: 'UTC',
  valueIs: 'line',
  purchaseTypes: ['buy'],
  refundTypes: ['return'],
  cancelPrefix: null,
};
const PREVIEW: Pick<FilePreview, 'mapping' | 'values' | 'dateFormats'> = {
  mapping: MAPPING,
  values: [
    null,
    null,
    [
      { value: 'buy', count: 3 },
      { value: 'return', count: 1 },
    ],
    [
      { value: 'buy', count: 2 },
      { value: 'call', count: 2 },
    ],
    null,
  ],
  dateFormats: [[], ['iso', 'ymd'], [], [], ['dmy', 'mdy']],
};
const { seed, features, encoder, clustering, track } = defaultRecipe(MAPPING);
const SETTINGS = { seed, features, encoder, clustering, track };

describe('assignRole', () => {
  const preview = PREVIEW as FilePreview;

  it('never leaves a role other than `other` on two columns', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.constantFrom(...COLUMN_ROLES)), { maxLength: 12 }), (steps) => {
        const end = steps.reduce((mapping, [index, role]) => assignRole(preview, mapping, index, role), MAPPING);
        const used = end.columns.map(({ role }) => role).filter((role) => role !== 'other');
        expect(new Set(used).size).toBe(used.length);
        expect(end.columns.map(({ name }) => name)).toEqual(MAPPING.columns.map(({ name }) => name));
        for (const [index, role] of steps.slice(-1)) expect(end.columns[index]!.role).toBe(role);
      }),
    );
  });

  it('takes the date format that fits the new time column', () => {
    const next = assignRole(preview, MAPPING, 4, 'time');
    expect(next.dateFormat).toBe('dmy');
    expect(columnOf(next, 'time')).toBe(4);
  });

  it('keeps only the purchase and refund types that the new event column holds', () => {
    const next = assignRole(preview, MAPPING, 3, 'event');
    expect(next.purchaseTypes).toEqual(['buy']);
    expect(next.refundTypes).toEqual([]);
  });
});

describe('the mark before decimals', () => {
  const withValue = (at: number): MappingRecipe => ({
    ...MAPPING,
    columns: MAPPING.columns.map((column, i) => (i === at ? { ...column, role: 'value' } : column)),
  });
  const proposed: MappingRecipe = { ...withValue(3), decimalMark: ',' };
  const preview = { ...PREVIEW, mapping: proposed } as FilePreview;

  it('is what the whole file showed, until somebody chooses the other, and again when that is taken back', () => {
    expect([foundMark(preview, proposed), chosenMark(preview, proposed)]).toEqual([',', null]);
    const other = withMark(preview, proposed, '.');
    expect([foundMark(preview, other), chosenMark(preview, other)]).toEqual([',', '.']);
    expect(withMark(preview, other, null)).toEqual(proposed);
  });

  it('is the point where nothing was said of a comma, and then the recipe says nothing', () => {
    const plain = withValue(3);
    const of = { ...preview, mapping: plain };
    expect([foundMark(of, plain), chosenMark(of, plain)]).toEqual(['.', null]);
    expect(withMark(of, withMark(of, plain, ','), null)).toEqual(plain);
  });

  it('that nobody chose goes with the column it was found in, and comes back with it; one that was chosen stays', () => {
    const moved = assignRole(preview, proposed, 4, 'value');
    expect(moved.decimalMark).toBeUndefined();
    expect([foundMark(preview, moved), chosenMark(preview, moved)]).toEqual([null, null]);
    expect(assignRole(preview, moved, 3, 'value')).toEqual(proposed);
    expect(assignRole(preview, withMark(preview, proposed, '.'), 4, 'value').decimalMark).toBe('.');
  });
});

describe('settings form', () => {
  it('returns the settings that it was made from', () => {
    expect(readForm(formOf(SETTINGS, 'UTC'), SETTINGS, 'UTC')).toEqual({ settings: SETTINGS, problems: {} });
  });

  it('accepts nothing that the schema of the recipe refuses', () => {
    const text = fc.oneof(fc.integer({ min: -5, max: 70000 }).map(String), fc.double().map(String), fc.string({ maxLength: 8 }));
    const mostly = (good: string) => fc.oneof({ weight: 15, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: text });
    const form = fc.record<SettingsForm>({
      kind: fc.constantFrom(...FEATURE_ENCODERS, 'none', 'fused', ...SEQUENCE_ENCODERS),
      architecture: fc.constantFrom(...SEQUENCE_ENCODERS),
      hidden: fc.oneof(
        text,
        fc.array(fc.integer({ min: 0, max: 1100 }), { maxLength: 5 }).map((widths) => widths.join(', ')),
      ),
      code: mostly('16'),
      learningRate: mostly('0.01'),
      batchSize: mostly('64'),
      epochs: mostly('20'),
      patience: mostly('5'),
      steps: mostly('64'),
      width: fc.constantFrom(...NETWORK_WIDTHS.map(String)),
      layers: mostly('2'),
      masking: mostly('0.2'),
      corruption: mostly('0.2'),
      dropout: mostly('0.1'),
      optimizer: fc.constantFrom(...OPTIMIZERS),
      momentum: mostly('0.9'),
      weightDecay: mostly('0.01'),
      warmup: mostly('100'),
      beta: mostly('0.5'),
      betaWarmup: mostly('10'),
      gamma: mostly('0.1'),
      interval: mostly('140'),
      change: mostly('0.001'),
      jointSteps: mostly('20000'),
      method: fc.constantFrom(...CLUSTER_METHODS),
      k: fc.constantFrom('auto', '2', '12'),
      seed: mostly('1'),
      epsilon: mostly(''),
      minPoints: mostly(''),
      minClusterSize: mostly(''),
      from: fc.constantFrom('', '2024-02-30', '2024-02-29', '2025-01-01'),
      to: fc.constantFrom('', '2024-02-28', '2024-02-29', 'soon'),
    });
    fc.assert(
      fc.property(form, (fields) => {
        const { settings, problems } = readForm(fields, SETTINGS, 'Europe/London');
        if (!settings) return Object.keys(problems).length > 0;
        return v.safeParse(RecipeSchema, { ...defaultRecipe(MAPPING), ...settings }).success;
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [{ hidden: '' }, 'hidden'],
    [{ hidden: '64, 0' }, 'hidden'],
    [{ code: '2.5' }, 'code'],
    [{ learningRate: '' }, 'learningRate'],
    [{ learningRate: '2' }, 'learningRate'],
    [{ seed: '-1' }, 'seed'],
    [{ kind: 'gru', steps: '3' }, 'steps'],
    [{ kind: 'lstm', masking: '1' }, 'masking'],
    [{ kind: 'idec', dropout: '0.9' }, 'dropout'],
    [{ optimizer: 'sgd', momentum: '1' }, 'momentum'],
    [{ from: '2024-02-30' }, 'from'],
    [{ from: '2024-03-02', to: '2024-03-01' }, 'to'],
  ] as const)('marks %j', (change, field) => {
    const { settings, problems } = readForm({ ...formOf(SETTINGS, 'UTC'), ...change }, SETTINGS, 'UTC');
    expect(settings).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
  });

  it('reads the period as whole days in the zone, the last one included', () => {
    const { settings } = readForm(
      { ...formOf(SETTINGS, 'Asia/Shanghai'), from: '2024-03-01', to: '2024-03-01' },
      SETTINGS,
      'Asia/Shanghai',
    );
    expect(settings!.features.from).toBe(Date.UTC(2024, 1, 29, 16));
    expect(settings!.features.to).toBe(Date.UTC(2024, 2, 1, 16));
    expect(formOf(settings!, 'Asia/Shanghai')).toMatchObject({ from: '2024-03-01', to: '2024-03-01' });
  });
});

describe('days in a zone', () => {
  it('knows days on which the clock changes', () => {
    // London: 31 March 2024 has 23 hours, 27 October 25.
    expect(dayStart('2024-03-31', 'Europe/London')).toBe(Date.UTC(2024, 2, 31));
    expect(dayStart('2024-03-31', 'Europe/London', 1)).toBe(Date.UTC(2024, 2, 31, 23));
    expect(dayStart('2024-10-27', 'Europe/London', 1)! - dayStart('2024-10-27', 'Europe/London')!).toBe(25 * 3_600_000);
  });

  it('begins a day without a midnight at one', () => {
    expect(dayStart('2018-11-04', 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 4, 3));
  });

  it('goes there and back', () => {
    const zones = [
      'UTC',
      'Asia/Shanghai',
      'America/New_York',
      'Europe/London',
      'Asia/Kolkata',
      'Pacific/Auckland',
      'America/Sao_Paulo',
      'Asia/Beirut',
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25000 }), fc.constantFrom(...zones), (number, zone) => {
        const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
        expect(dayOf(dayStart(day, zone)!, zone)).toBe(day);
      }),
    );
  });
});

describe('quality', () => {
  const rejected = { 'no-user': 3, 'user-too-long': 0, 'no-time': 0, 'bad-date': 7, 'implausible-date': 0, 'bad-number': 0, ragged: 1 };

  it('adds the rejections up, most frequent reason first', () => {
    const { total, reasons } = rejections({ rejected } as unknown as QualityReport);
    expect(total).toBe(11);
    expect(reasons.map(({ reason }) => reason)).toEqual(['bad-date', 'no-user', 'ragged']);
  });

  it.each([
    ['orders.csv', 'orders-rejected.csv'],
    ['orders.2024.csv.gz', 'orders.2024-rejected.csv'],
    ['订单', '订单-rejected.csv'],
  ])('%s → %s', (name, saved) => {
    expect(rowsName(name, 'rejected')).toBe(saved);
  });
});
