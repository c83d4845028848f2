import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../../workers/encode';
import { fieldsOf, learnVocabulary } from '../../../workers/encode/sequence/fields';
import { MarkovChain } from '../../../workers/encode/sequence/markov';
import { stepsOf } from '../../../workers/encode/sequence/steps';
import { fittingUsers, rowsAt } from '../../../workers/encode/sequence/fitting';
import { tokenize } from '../../../workers/encode/sequence/tokens';
import { extractFeatures } from '../../../workers/features';
import { windowRows } from '../../../workers/features/window-rows';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { eventTable, type EventRow } from '../../fixtures/events';

const rows: EventRow[] = [
  // A Monday, 10 o'clock.
  { user: 'a', t: '2025-03-03T10:00:00Z', type: 'view', category: 'hats' },
  { user: 'a', t: '2025-03-03T10:00:30Z', type: 'purchase', category: 'hats', value: 10, order: '1' },
  { user: 'a', t: '2025-03-03T10:00:30Z', type: 'purchase', category: 'shoes', value: 30, order: '1' },
  { user: 'a', t: '2025-03-05T10:00:30Z', type: 'purchase', category: 'shoes', value: -30, refund: true, order: '2' },
  { user: 'b', t: '2025-03-09T23:00:00Z', type: 'view', category: 'hats' },
  { user: 'b', t: '2025-03-09T23:00:00Z', type: 'purchase', category: 'hats', value: 20, order: '3' },
];
const events = eventTable(rows);
const all = windowRows(events, -Infinity, Infinity);

describe('the words in which steps are told', () => {
  it('take the lines of an order as one step, about what cost the most', () => {
    const steps = [...stepsOf(events, all.lo[0]!, all.hi[0]!, events.category)];
    expect(steps.map(({ rows: count, value, topic }) => [count, value, events.category!.names[topic]])).toEqual([
      [1, 0, 'hats'],
      [2, 40, 'shoes'],
      [1, -30, 'shoes'],
    ]);
  });

  it('are the types, topics, values, sizes, gaps, hours and weekdays of the steps', () => {
    const vocabulary = learnVocabulary(events, all, true);
    expect(vocabulary).toMatchObject({
      types: [
        { name: 'view', refund: false },
        { name: 'purchase', refund: false },
        { name: 'purchase', refund: true },
      ],
      topicOf: 'category',
      topics: ['hats', 'shoes'],
      sizes: true,
    });
    const names = fieldsOf(vocabulary).map(({ name }) => name);
    const { tokens, offsets, fields } = tokenize(events, all, vocabulary, 64);
    expect(Array.from(offsets)).toEqual([0, 3, 5]);
    const step = (at: number) => Object.fromEntries(names.map((name, f) => [name, tokens[at * fields + f]!]));
    const first = 1 + 1;
    expect(step(0)).toEqual({ type: 1, gap: 1, topic: 2, value: 1, size: 1, hour: 11, weekday: first });
    // Half a minute later: between the first bound and a minute. Two lines. The greater of two values.
    expect(step(1)).toMatchObject({ type: 2, gap: 3, topic: 3, size: 2, hour: 11, weekday: first });
    // Two days later; money given back.
    expect(step(2)).toMatchObject({ type: 3, gap: 9, value: 2, weekday: first + 2 });
    // At the same moment as the view before it; a Sunday.
    expect(step(4)).toMatchObject({ type: 2, gap: 2, hour: 24, weekday: 1 });
    expect(step(4).value!).toBeLessThan(step(1).value!);
  });

  it('are kept for the last steps alone, and understood in a table with other codes', () => {
    const vocabulary = learnVocabulary(events, all, true);
    const last = tokenize(events, all, vocabulary, 2);
    const whole = tokenize(events, all, vocabulary, 64);
    expect(Array.from(last.offsets)).toEqual([0, 2, 4]);
    expect(last.tokens).toEqual(whole.tokens.slice(whole.fields));
    const turned = eventTable([...rows].reverse().map((row) => (row.category === 'shoes' ? { ...row, category: 'boots' } : row)));
    const other = tokenize(turned, windowRows(turned, -Infinity, Infinity), vocabulary, 64);
    const topic = fieldsOf(vocabulary).findIndex(({ name }) => name === 'topic');
    // User b comes first there; boots are none of the topics known.
    const topics = Array.from({ length: 5 }, (_, at) => other.tokens[at * other.fields + topic]);
    expect(topics).toEqual([2, 2, 2, 4, 4]);
    const second = tokenize(turned, rowsAt(windowRows(turned, -Infinity, Infinity), Uint32Array.of(1)), vocabulary, 64);
    expect(second.tokens).toEqual(other.tokens.slice(2 * other.fields));
  });
});

it('a Markov chain counts what follows what, with one more of each', () => {
  const sequences = { users: 2, fields: 1, offsets: Uint32Array.of(0, 4, 6), tokens: Uint8Array.of(1, 2, 1, 2, 2, 3) };
  const chain = new MarkovChain(4, 0, sequences, Uint32Array.of(0, 1));
  // After 1: twice 2, of three possible levels. After 2: once 1, once 3. At first: once 1, once 2.
  expect(chain.probability(1, 2)).toBe(3 / 5);
  expect(chain.probability(2, 1)).toBe(2 / 5);
  expect(chain.probability(0, 3)).toBe(1 / 5);
  expect([chain.likeliest(0), chain.likeliest(1), chain.likeliest(2), chain.likeliest(3)]).toEqual([1, 2, 1, 1]);
  for (const before of [0, 1, 2, 3]) {
    expect([1, 2, 3].reduce((sum, next) => sum + chain.probability(before, next), 0)).toBeCloseTo(1, 12);
  }
});

it('users of a part of a matrix come with their own events', async () => {
  const matrix = await drive(extractFeatures(events, defaultRecipe({} as never).features));
  const some = { ...matrix, users: 1, userIndex: Uint32Array.of(1), scaled: matrix.scaled.slice(matrix.features) };
  for (const { told, scaled } of [rowsOf(events, some), rowsOf(events, matrix, Uint32Array.of(1))]) {
    expect(told!().rows).toEqual({ userIndex: Uint32Array.of(1), lo: Uint32Array.of(4), hi: Uint32Array.of(6) });
    expect(scaled).toEqual(matrix.scaled.slice(matrix.features));
  }
});

it('as many users as fit are drawn by the seed, whole', () => {
  const lengths = [5, 1, 9, 3, 7, 2, 8, 4, 6, 10];
  const rows = {
    userIndex: Uint32Array.from(lengths.keys()),
    lo: Uint32Array.from(lengths, (_, i) => 100 * i),
    hi: Uint32Array.from(lengths, (length, i) => 100 * i + length),
  };
  const users = Uint32Array.from(lengths.keys());
  const size = (some: Uint32Array) => some.reduce((sum, user) => sum + Math.min(6, lengths[user]!), 0);
  expect(fittingUsers(rows, users, 6, 45, 1)).toEqual(users);
  const drawn = fittingUsers(rows, users, 6, 20, 1);
  expect(Array.from(drawn)).toEqual([...new Set(drawn)].sort((a, b) => a - b));
  expect(size(drawn)).toBeLessThanOrEqual(20);
  expect(size(drawn)).toBeGreaterThan(14);
  expect(fittingUsers(rows, users, 6, 20, 1)).toEqual(drawn);
  const seeds = new Set(Array.from({ length: 20 }, (_, seed) => fittingUsers(rows, users, 6, 20, seed).join()));
  expect(seeds.size).toBeGreaterThan(5);
  expect(fittingUsers(rows, Uint32Array.of(9), 6, 1, 1)).toEqual(Uint32Array.of(9));
});
