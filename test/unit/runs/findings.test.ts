import { describe, expect, it } from 'vitest';
import type { Assignment, AssignmentReading } from '../../../workers/protocol/assignment';
import { type Findings } from '../../../workers/protocol/findings';
import type { Importances, LookedAt, Looks } from '../../../workers/protocol/looks';
import { NOTHING_LEARNED, readFindings, writeFindings } from '../../../workers/runs';

const UNDER = 'these choices';
const OF = { features: 2, k: 2, learnedUnder: UNDER };
const estimate = { mean: 0.2, low: 0.1, high: 0.3 };
const importances = (...of: LookedAt[]): Importances => ({
  items: of.map((one) => ({ of: one, moved: estimate, loss: null })),
  users: 10,
  heldOut: true,
  repeats: 5,
  chance: 0.6,
  loss: 0.4,
});
const looks: Looks = {
  features: importances({ kind: 'feature', feature: 1 }, { kind: 'group', group: 'value' }, { kind: 'category', category: 'country' }),
  tokens: importances({ kind: 'token', field: 'gap' }, { kind: 'order' }),
};

const accuracy = { value: 0.8, low: 0.7, high: 0.9 };
const beside = { id: 'majority', accuracy: 0.5, difference: accuracy } as const;
const reading = (ids: readonly number[]): AssignmentReading => ({
  events: 1,
  users: 40,
  accuracy,
  macroF1: accuracy,
  baselines: [{ ...beside, macroF1: 0.3 }],
  confusion: ids.map(() => ids.map(() => 10)),
  segments: ids.map((id) => ({ id, support: 20, placed: 20, precision: 0.5, recall: null, f1: 0.5 })),
});
const placing = (ids: readonly number[]): Assignment => ({
  none: null,
  assignment: {
    users: 400,
    unsegmented: 0,
    training: {
      architecture: 'gru',
      classWeights: 'balanced',
      users: 280,
      validationUsers: 40,
      epochs: 9,
      bestEpoch: 3,
      stoppedEarly: true,
      validationLoss: 0.7,
      parameters: 1000,
      backends: ['wasm'],
      seconds: 2,
    },
    average: { accuracy, baselines: [beside] },
    readings: [reading(ids), { ...reading(ids), events: null }],
    reliableFrom: null,
    resamples: 200,
  },
});
const assignment = placing([0, 1]);

describe('what was asked for about a run', () => {
  it('comes back as the objects that were kept, and as the same part as long as nothing is new', () => {
    const part = writeFindings({ looks, assignment, network: null }, undefined, UNDER)!;
    const back = readFindings(part, OF);
    expect(back.looks).toBe(looks);
    expect(back.assignment).toBe(assignment);
    expect(writeFindings(back, part, UNDER)).toBe(part);
    expect(writeFindings({ ...back, assignment: { none: { reason: 'timeless' }, assignment: null } }, part, UNDER)).not.toBe(part);
    expect(writeFindings(NOTHING_LEARNED, undefined, UNDER)).toBeUndefined();
  });

  it('stays as it is where it cannot be read and nothing is known instead', () => {
    const later = { version: 2, looks };
    expect(readFindings(later, OF)).toEqual(NOTHING_LEARNED);
    expect(writeFindings(NOTHING_LEARNED, later, UNDER)).toBe(later);
    expect(readFindings(writeFindings({ looks, assignment: null, network: null }, later, UNDER), OF)).toEqual({
      looks,
      assignment: null,
      network: null,
    });
  });

  it('is true of a run with the choices that it was learned under, and is kept for them while another is on the screens', () => {
    const part = writeFindings({ looks: null, assignment, network: null }, undefined, UNDER);
    const other = { ...OF, learnedUnder: 'others' };
    expect(readFindings(part, other)).toEqual(NOTHING_LEARNED);
    const joined = writeFindings({ looks, assignment: null, network: null }, part, other.learnedUnder);
    expect(readFindings(joined, other)).toEqual({ looks, assignment: null, network: null });
    expect(readFindings(joined, OF)).toEqual({ looks, assignment, network: null });
    const learned = placing([0, 1]);
    const anew = writeFindings({ looks, assignment: learned, network: null }, joined, other.learnedUnder);
    expect(readFindings(anew, other).assignment).toBe(learned);
    expect(readFindings(anew, OF).assignment).toBe(null);
    // An earlier version did not say what it was learned under.
    expect(readFindings({ version: 1, looks, assignment }, other)).toEqual({ looks, assignment, network: null });
  });

  it.each<[string, { looks?: unknown; assignment?: unknown }, (keyof Findings)[]]>([
    ['a feature that there is not', { looks: { ...looks, features: importances({ kind: 'feature', feature: 2 }) } }, ['assignment']],
    ['a figure that is none', { looks: { ...looks, tokens: { ...looks.tokens, chance: 'much' } } }, ['assignment']],
    [
      'a kind of token of tomorrow',
      { looks: { ...looks, tokens: importances({ kind: 'token', field: 'weather' as 'gap' }) } },
      ['assignment'],
    ],
    ['no looks', { looks: undefined }, ['assignment']],
    ['other segments', { assignment: placing([0, 2]) }, ['looks']],
    ['more segments', { assignment: placing([0, 1, 2]) }, ['looks']],
    ['a reason that there is not', { assignment: { none: { reason: 'tired' }, assignment: null } }, ['looks']],
    ['text in place of both', { looks: 'x', assignment: 'y' }, []],
  ])('loses no more than what is not what it should be: %s', (_, change, left) => {
    const found = readFindings({ version: 1, looks, assignment, ...change }, OF);
    expect((['looks', 'assignment'] as const).filter((one) => found[one] !== null)).toEqual(left);
  });

  it('is nothing where nothing was kept, or something else', () => {
    for (const part of [undefined, {}, [], { version: 1 }]) expect(readFindings(part, OF)).toEqual(NOTHING_LEARNED);
  });
});
