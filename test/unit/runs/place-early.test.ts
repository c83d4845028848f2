import { describe, expect, it } from 'vitest';
import type { PlacedEarly } from '../../../workers/protocol/placing';
import type { KeptRun } from '../../../workers/runs';
import { placeEarly } from '../../../workers/runs/place-early';
import { eventTable, type EventRow } from '../../fixtures/events';
import { keptRun, placingNetwork as network, placingRun, TEMPERATURE } from './kept-run';

const DAY = 86_400_000;
const END = Date.UTC(2025, 5, 1);
/** Events of a user, an hour apart, the first so many days before the end. */
const of = (user: string, daysAgo: number, types: readonly string[]): EventRow[] =>
  types.map((type, i) => ({ user, type, t: END - daysAgo * DAY + i * 3_600_000 }));
const times = (n: number, type: string) => new Array<string>(n).fill(type);
const ROWS = [
  ...of('u1', 5, times(5, 'view')),
  ...of('new buyer', 9, ['view', 'purchase', 'purchase', 'purchase']),
  ...of('new viewer', 2, times(34, 'view')),
  ...of('old', 11, times(5, 'view')),
  ...of('busy', 5, times(35, 'view')),
  ...of('two', 5, ['view', 'purchase']),
];

function placed(run: KeptRun, rows: readonly EventRow[] = ROWS, change: object = {}) {
  const events = { ...eventTable(rows), ...change };
  const matrix = { userIndex: Uint32Array.from({ length: events.users }, (_, user) => user), from: 0, to: END };
  return placeEarly(run, events, matrix, run.summary.recipe.features, () => Promise.resolve());
}
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('new users with few events', () => {
  it('are placed by the network: who is not in the run, came of late, and has as many events as it takes and no more than it reads', async () => {
    const { told: said, rows, labels, probabilities } = await placed(placingRun());
    // In the order of the table: `new buyer` and `new viewer`. The mean of the buyer's states is (1 − 3) / 4.
    expect([...rows]).toEqual([1, 2]);
    expect([...labels]).toEqual([1, 0]);
    const expected = [sigmoid((6 * 0.5) / TEMPERATURE), sigmoid(6 / TEMPERATURE)];
    expected.forEach((p, i) => expect(probabilities[i]).toBeCloseTo(p, 6));
    expect(said).toMatchObject({ none: null, rule: { days: 10, from: 3, to: 34 }, users: 2 });
    expect(said.probability).toBeCloseTo((expected[0]! + expected[1]!) / 2, 6);
    expect([...(await placed(placingRun({ ahead: { from: 2, to: 34 } }))).rows]).toEqual([1, 2, 5]);
    // No more than those with whom the network was ahead.
    expect([...(await placed(placingRun({ ahead: { from: 2, to: 4 } }))).rows]).toEqual([1, 5]);
  });

  it('are left to the centres where the network is not ahead of them, and it is said why', async () => {
    const why = async (run: KeptRun, rows?: readonly EventRow[], change?: object): Promise<PlacedEarly['none']> => {
      const { told: said, rows: by } = await placed(run, rows, change);
      expect(by).toHaveLength(0);
      return said.none;
    };
    expect(await why(keptRun('1'))).toBe('unlearned');
    expect(await why(placingRun(undefined, null))).toBe('unlearned');
    expect(await why(placingRun({ ahead: null }))).toBe('behind');
    // As an earlier version kept it.
    expect(await why(placingRun({}))).toBe('unmeasured');
    expect(await why(placingRun(), ROWS, { timeless: true })).toBe('timeless');
    expect(
      await why(
        placingRun(),
        ROWS.map((row) => ({ ...row, type: `${row.type}ed` })),
      ),
    ).toBe('lacks');
    expect(await why(placingRun(), of('u1', 5, times(5, 'view')))).toBe('nobody');
    // Learned under other choices than those of the run, or of another number of segments.
    const { findings, ...run } = placingRun();
    const { recipe } = run.summary;
    expect(await why({ ...run, findings: findings!, summary: { ...run.summary, recipe: { ...recipe, seed: recipe.seed + 1 } } })).toBe(
      'unlearned',
    );
    const three = { ...network, shape: { ...network.shape, classes: 3 } };
    expect(await why(placingRun(undefined, three))).toBe('unlearned');
    expect(await why(placingRun(undefined, { ...network, parameters: network.parameters.slice(1) }))).toBe('unlearned');
  });
});
