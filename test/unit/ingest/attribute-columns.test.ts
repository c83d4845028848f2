import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeAttribute } from '../../../workers/ingest/attribute-column';
import { orderedBands } from '../../../workers/ingest/bands';
import { columnFacts } from '../../../workers/ingest/profile';

const propose = (name: string, cells: readonly string[]) =>
  proposeAttribute(
    columnFacts(
      name,
      0,
      cells.map((cell) => [cell]),
    ),
  );

const repeated = (values: readonly string[], times = 30) => Array.from({ length: times }, () => values).flat();

const numbered = (make: (i: number) => string, count = 100) => Array.from({ length: count }, (_, i) => make(i));

describe('the order of bands', () => {
  it.each([
    [['35-49K', 'Under 15K', '250K+', '15-24K', '100-124K']],
    [['65+', '19-24', '25-34']],
    [['3+', '1', 'None/Unknown', '2']],
    [['high', 'low', 'medium']],
    [['Dec', 'Feb', 'Mar', 'Nov']],
    [['1,000-1,999', '500-999', '2,000+']],
    [['20以下', '21-30', '31以上']],
  ])('%j', (values) => {
    const by: Readonly<Record<string, readonly string[]>> = {
      '35-49K': ['Under 15K', '15-24K', '35-49K', '100-124K', '250K+'],
      '65+': ['19-24', '25-34', '65+'],
      '3+': ['1', '2', '3+'],
      high: ['low', 'medium', 'high'],
      Dec: ['Feb', 'Mar', 'Nov', 'Dec'],
      '1,000-1,999': ['500-999', '1,000-1,999', '2,000+'],
      '20以下': ['20以下', '21-30', '31以上'],
    };
    expect(orderedBands(values)).toEqual(by[values[0]!]);
  });

  it.each([[['1', '2', '3']], [['a', 'b', 'c']], [['low', 'high']], [['1-2', '3-4', 'blue']], [['low', 'medium', 'Tuesday']]])(
    'none in %j',
    (values) => expect(orderedBands(values)).toBeNull(),
  );

  it('does not depend on the order in which the values come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 12 }), fc.nat(), (cuts, turn) => {
        const sorted = [...cuts].sort((a, b) => a - b);
        const last = sorted.at(-1)!;
        const bands = [`Under ${sorted[0]!}K`, ...sorted.slice(1).map((to, i) => `${sorted[i]!}-${to}K`), `${last}K+`];
        const turned = bands.map((_, i) => bands[(i + turn) % bands.length]!);
        expect(orderedBands(turned)).toEqual(bands);
      }),
    );
  });
});

describe('what a column says of users', () => {
  it.each([
    ['spend', numbered((i) => String(i * 1.5)), 'number', 'number'],
    ['plan', repeated(['basic', 'pro', 'team']), 'category', 'category'],
    ['age', repeated(['19-24', '25-34', '65+']), 'ordered', 'bands'],
    ['signup_date', numbered((i) => `2024-01-${String((i % 28) + 1).padStart(2, '0')}`), 'date', 'date'],
    ['source', repeated(['web']), 'ignore', 'constant'],
    ['note', repeated(['', 'NULL']), 'ignore', 'empty'],
    ['contract_no', numbered((i) => String(1000 + i)), 'ignore', 'id'],
    ['ref', numbered((i) => `AB-${i}-x`), 'ignore', 'id'],
    ['comment', numbered((i) => `the parcel number ${i} came late and it was wet`), 'text', 'text'],
    ['about', numbered((i) => `喜欢户外跑步和第${i}次马拉松`), 'text', 'text'],
    ['search_words', numbered((i) => `dress ${i}`), 'text', 'text'],
    ['code', numbered((i) => `dress ${i}`), 'ignore', 'id'],
    ['full_name', numbered((i) => `Anna Maria van Berg ${i}`), 'ignore', 'id'],
    ['user_agent', numbered((i) => `Mozilla Gecko Firefox ${i}`), 'ignore', 'id'],
    [
      'city',
      repeated(
        numbered((i) => `city ${i}`),
        3,
      ),
      'ignore',
      'too-many',
    ],
    ['is_senior', repeated(['0', '1', '0']), 'category', 'category'],
    [
      'zip_code',
      repeated(
        numbered((i) => String(10_000 + i * 7)),
        3,
      ),
      'ignore',
      'too-many',
    ],
    ['manager_id', repeated(['17', '4', '9']), 'category', 'codes'],
    ['region', repeated(['1', '2', '3', '7']), 'category', 'codes'],
  ] as const)('%s', (name, cells, as, reason) => {
    expect(propose(name, cells)).toMatchObject({ as, label: false, reason: { key: reason } });
  });

  it('takes an outcome with two values for a label', () => {
    expect(propose('Churn', repeated(['Yes', 'No']))).toMatchObject({ as: 'category', label: true, reason: { key: 'outcome' } });
    expect(propose('Churn', repeated(['1', '2', '3']))).toMatchObject({ label: false });
  });
});
