import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AWAY, NO_SEGMENT } from '../../../workers/protocol/movement';
import { changesCsv, compareRuns } from '../../../workers/runs';
import { keptRun } from './kept-run';

const users = ['a', 'b', 'c', 'd', 'e', 'f'];
const run = (id: string, segments: number[], of = users) => keptRun(id, {}, { users: of, segments });
const text = async (blob: Blob) => (await blob.text()).replace(/^\uFEFF/, '').trim();

describe('compareRuns', () => {
  it('gives the second run’s segments the numbers of those that share most of their users', () => {
    // Segments 0 and 1 have changed their numbers, and user c has gone from the one to the other.
    const compared = compareRuns(run('x', [0, 0, 0, 1, 1, 1]), run('y', [1, 1, 0, 0, 0, 0]));
    expect(compared.shownAs).toEqual({ 0: 1, 1: 0 });
    expect([...compared.otherLabels]).toEqual([0, 0, 1, 1, 1, 1]);
    expect([compared.both, compared.changed, compared.segments]).toEqual([6, 1, [0, 1]]);
    expect([...compared.counts]).toEqual([2, 1, 0, 0, 3, 0, 0, 0, 0]);
    // Pairs together in both: 1 + 3; by chance 6·7/15 (Hubert & Arabie 1985).
    expect(compared.agreement).toBeCloseTo((4 - 42 / 15) / (6.5 - 42 / 15), 12);
  });

  it('gives a segment without a match a number of its own, and tells noise and users of one run alone apart', async () => {
    const first = run('x', [0, 0, 1, 1, -1], ['a', 'b', 'c', 'd', 'e']);
    const second = run('y', [5, 5, 5, 2, -1, 2], ['b', 'a', 'c', 'd', 'g', 'h']);
    const compared = compareRuns(first, second);
    expect(compared.shownAs).toEqual({ 2: 1, 5: 0 });
    expect(compared.segments).toEqual([0, 1, NO_SEGMENT]);
    expect([compared.both, compared.changed, compared.onlyFirst, compared.onlySecond]).toEqual([4, 1, 1, 2]);
    const side = 4;
    const cell = (from: number, to: number) => {
      const place = (segment: number) => (segment === AWAY ? 3 : compared.segments.indexOf(segment));
      return compared.counts[place(from) * side + place(to)];
    };
    expect([cell(0, 0), cell(1, 0), cell(1, 1), cell(NO_SEGMENT, AWAY), cell(AWAY, NO_SEGMENT), cell(AWAY, 1)]).toEqual([2, 1, 1, 1, 1, 1]);
    expect(compared.otherPoints).toHaveLength(8);
    const three = compareRuns(run('x', [0, 0, 0, 0, 1, 1]), run('y', [0, 0, 7, 7, 3, 3]));
    expect(three.shownAs).toEqual({ 0: 0, 3: 1, 7: 2 });
    const names = { first: { 0: 'A', 1: 'B' }, second: { 0: 'A2', 1: 'B2' }, none: 'none', away: 'away', headings: ['was', 'is'] } as const;
    expect(await text(changesCsv(first, second, null, names))).toBe('user_id,was,is\r\nc,B,A2');
    expect(await text(changesCsv(first, second, { from: AWAY, to: 1 }, names))).toBe('user_id,was,is\r\nh,away,B2');
    expect(await text(changesCsv(first, second, { from: NO_SEGMENT, to: AWAY }, names))).toBe('user_id,was,is\r\ne,none,away');
  });

  it('has nothing to compare where no user is in both', () => {
    expect(() => compareRuns(run('x', [0, 1], ['a', 'b']), run('y', [0, 1], ['c', 'd']))).toThrow(
      expect.objectContaining({ code: 'runs-apart' }),
    );
  });

  it('finds the same users by id, in whatever order a run has them, and no change but of names where only numbers differ', () => {
    const segments = fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(segments, fc.integer({ min: 1, max: 7 }), (own, step) => {
        const ids = own.map((_, i) => `user ${i}`);
        const renumbered = own.map((segment) => (segment < 0 ? segment : (segment * step + 3) % 8 === 0 ? segment + 20 : segment + 10));
        const order = ids.map((_, i) => ids.length - 1 - i);
        const first = run('x', own, ids);
        const second = run(
          'y',
          order.map((i) => renumbered[i]!),
          order.map((i) => ids[i]!),
        );
        const compared = compareRuns(first, second);
        expect([compared.changed, compared.agreement, compared.both]).toEqual([0, 1, ids.length]);
        expect([...compared.otherLabels]).toEqual([...compared.labels]);
      }),
    );
  });
});
