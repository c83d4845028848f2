import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temperatureOf } from '../../../workers/assign/temperature';
import { ClassReader } from '../../../workers/encode/sequence/class-reader';
import { placingNetwork } from '../runs/kept-run';
import { classWeights } from '../../../workers/assign/class-weights';
import { Counts, placeByCounts } from '../../../workers/assign/counts';
import { lastPlaced } from '../../../workers/assign/exam';
import { allRows, firstSteps } from '../../../workers/assign/first-steps';
import { judgeAverage, judgePlacing, type Placed } from '../../../workers/assign/judge';
import { readerOf, shapeOf } from '../../../workers/assign/network';
import { reliableFrom } from '../../../workers/assign/reliable';
import { sidesOf } from '../../../workers/assign/sides';
import { learnVocabulary } from '../../../workers/encode/sequence/fields';
import { stepsOf } from '../../../workers/encode/sequence/steps';
import { tokenize } from '../../../workers/encode/sequence/tokens';
import { random } from '../../../workers/math/random';
import { runToEnd } from '../../../workers/predict/run-to-end';
import { FLAG } from '../../../workers/protocol/events';
import type { AssignmentReading } from '../../../workers/protocol/assignment';
import { defaultEncoder } from '../../../workers/protocol/encoder-recipe';
import { placingTraining } from '../../../workers/protocol/training-recipe';
import { eventTable } from '../../fixtures/events';
import { plantedSequences } from '../../fixtures/planted-sequences';

const { events } = plantedSequences('order', 40, 6);
const everybody = Uint32Array.from({ length: events.users }, (_, user) => user);

describe('the first steps', () => {
  it('are as many as asked for, lines of an order as one', () => {
    const lines = eventTable([
      ...[1, 1, 1, 2, 3, 3, 4].map((hour, i) => ({ user: 'a', t: hour * 3_600_000, order: `o${hour}`, item: `i${i}` })),
      { user: 'b', t: 0, order: 'x', item: 'y' },
    ]);
    const rows = firstSteps(lines, allRows(lines, Uint32Array.of(0, 1)), 3);
    expect([Array.from(rows.lo), Array.from(rows.hi)]).toEqual([
      [0, 7],
      [6, 8],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 45 }), (most) => {
        const { lo, hi } = firstSteps(events, allRows(events, everybody), most);
        everybody.forEach((user) => {
          const all = [...stepsOf(events, events.userOffsets[user]!, events.userOffsets[user + 1]!, null)];
          expect([...stepsOf(events, lo[user]!, hi[user]!, null)]).toEqual(all.slice(0, most));
        });
      }),
      { numRuns: 20 },
    );
  });
});

describe('a step', () => {
  it('holds lines of an order of one kind, whether or not something in them was filled', () => {
    const lines = eventTable(['i', 'j', 'k'].map((item) => ({ user: 'a', t: 0, order: 'o', item, category: 'c' })));
    lines.flags[0]! |= FLAG.filled;
    lines.flags[2]! |= FLAG.categoryFilled;
    expect([...stepsOf(lines, 0, 3, null)].map(({ rows }) => rows)).toEqual([3]);
  });
});

describe('the sides', () => {
  it('have every user once, a fifth held out, and a user on the same side whoever else is there', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `user-${i}`);
    const { training, validation, test } = sidesOf(ids, 0.1, 3);
    expect([...training, ...validation, ...test].sort((a, b) => a - b)).toEqual([...ids.keys()]);
    expect(test.length / ids.length).toBeCloseTo(0.2, 1);
    expect(validation.length / (ids.length - test.length)).toBeCloseTo(0.1, 1);
    const half = sidesOf(ids.slice(0, 2500), 0.1, 3);
    expect(Array.from(half.test)).toEqual(Array.from(test.filter((at) => at < 2500)));
    expect(Array.from(sidesOf(ids, 0.1, 4).test)).not.toEqual(Array.from(test));
  });
});

describe('class weights', () => {
  it('balanced, make every class weigh the same in all and the users 1 on average', () => {
    const labels = [...Array<number>(90).fill(0), ...Array<number>(30).fill(1), ...Array<number>(60).fill(2)];
    const weights = classWeights(labels, 4, 'balanced');
    expect(90 * weights[0]!).toBeCloseTo(60, 4);
    expect(30 * weights[1]!).toBeCloseTo(60, 4);
    expect(60 * weights[2]!).toBeCloseTo(60, 4);
    expect(Array.from(classWeights(labels, 3, 'none'))).toEqual([1, 1, 1]);
  });

  it('do not let a class that is too rare to be learned drown the others', () => {
    const weights = classWeights([...Array<number>(99).fill(0), 1], 2, 'balanced');
    expect(weights[1]).toBeCloseTo(100 / (2 * 20), 6);
  });
});

describe('counts', () => {
  const rows = allRows(events, everybody);
  const vocabulary = learnVocabulary(events, rows, true);
  const sequences = tokenize(events, rows, vocabulary, 34);

  it('are shares of what the first events are, whatever their order', () => {
    const counts = new Counts(vocabulary);
    const made = counts.rows(sequences, Uint32Array.of(3), 6);
    // A share for each field that is counted (type, gap, category, money): each adds up to 1.
    expect(made.reduce((sum, share) => sum + share, 0)).toBeCloseTo(4, 9);
    const from = sequences.offsets[3]! * sequences.fields;
    const reversed = sequences.tokens.slice();
    for (let step = 0; step < 6; step++) {
      for (let f = 0; f < sequences.fields; f++)
        reversed[from + step * sequences.fields + f] = sequences.tokens[from + (5 - step) * sequences.fields + f]!;
    }
    const again = counts.rows({ ...sequences, tokens: reversed }, Uint32Array.of(3), 6);
    again.forEach((share, i) => expect(share).toBeCloseTo(made[i]!, 12));
  });

  it('tell classes that they tell apart, and fall back on the most frequent where they tell nothing', async () => {
    const rng = random(1, 'counts');
    const labels = Uint8Array.from({ length: 300 }, () => rng.int(3));
    const told = Float64Array.from({ length: 900 }, (_, i) => (labels[Math.floor(i / 3)] === i % 3 ? 1 : 0) + 0.1 * rng.normal());
    const weights = Float32Array.of(1, 1, 1);
    const placed = await runToEnd(placeByCounts(told, labels, weights, told));
    expect(placed.filter((label, user) => label === labels[user]).length).toBeGreaterThan(290);
    const same = new Float64Array(300).fill(0.5);
    const frequent = [0, 1, 2].map((label) => labels.filter((one) => one === label).length);
    const blind = await runToEnd(placeByCounts(same, labels, weights, same.slice(0, 4)));
    expect(Array.from(blind)).toEqual(Array<number>(4).fill(frequent.indexOf(Math.max(...frequent))));
  });
});

it('everybody is last placed by the largest number of events that was tested and that the user has', () => {
  const by = (events: number, users: number[], network: number[], counts: number[]): Placed => ({
    events,
    users: Uint32Array.from(users),
    actual: Uint8Array.from(users, (user) => user % 2),
    network: Uint8Array.from(network),
    baselines: [{ id: 'counts', placed: Uint8Array.from(counts) }],
  });
  const last = lastPlaced([by(1, [0, 1, 2, 3], [0, 0, 0, 0], [1, 1, 1, 1]), by(2, [1, 3], [1, 2], [2, 2]), by(5, [3], [4], [0])]);
  expect(last).toEqual({ ...by(1, [0, 1, 2, 3], [0, 1, 0, 4], [1, 2, 1, 0]), events: null });
});

describe('the judgement', () => {
  const rng = random(2, 'judge');
  const users = Uint32Array.from({ length: 200 }, (_, i) => i);
  const actual = Uint8Array.from(users, () => rng.int(3));
  const noisy = (right: number) => actual.map((own) => (rng.next() < right ? own : rng.int(3)));
  const placed = (network: Uint8Array, baseline: Uint8Array, of = users): Placed => ({
    events: of.length === 200 ? 1 : 5,
    users: of,
    actual: Uint8Array.from(of, (user) => actual[user]!),
    network: Uint8Array.from(of, (user) => network[user]!),
    baselines: [{ id: 'majority', placed: Uint8Array.from(of, (user) => baseline[user]!) }],
  });

  it('finds what is better better, the same the same, and tells the intervals of a bootstrap over users', async () => {
    const [good, poor] = [noisy(0.8), noisy(0.1)];
    const better = await runToEnd(judgePlacing(placed(good, poor), 3, 500, 1));
    const share = (of: Uint8Array) => of.filter((own, i) => own === actual[i]).length / 200;
    const [{ difference, accuracy }] = better.baselines as [AssignmentReading['baselines'][0]];
    expect(accuracy).toBeCloseTo(share(poor), 12);
    expect(difference.value).toBeCloseTo(share(good) - share(poor), 12);
    // The standard error of a mean of differences, apart from the product.
    const each = Array.from(actual, (own, i) => Number(good[i] === own) - Number(poor[i] === own));
    const error = Math.sqrt(each.reduce((sum, d) => sum + (d - difference.value) ** 2, 0)) / 200;
    expect(difference.low).toBeCloseTo(difference.value - 1.96 * error, 1);
    expect(difference.high).toBeCloseTo(difference.value + 1.96 * error, 1);
    const same = await runToEnd(judgePlacing(placed(good, good), 3, 200, 1));
    expect(same.baselines[0]!.difference).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('says no figure of a segment of whom too few were tested', async () => {
    const rare = Uint8Array.from(users, (user) => (user < 9 ? 1 : 0));
    const reading = await runToEnd(judgePlacing({ ...placed(rare, rare), actual: rare }, 2, 200, 1));
    expect(reading.segments).toEqual([
      { id: 0, support: 191, placed: 191, precision: 1, recall: 1, f1: 1 },
      { id: 1, support: 9, placed: 9, precision: null, recall: null, f1: null },
    ]);
  });

  it('averages over the numbers of events that a user has', async () => {
    const [good, poor] = [noisy(0.8), noisy(0.3)];
    const few = users.filter((user) => user % 3 === 0);
    const average = await runToEnd(judgeAverage([placed(good, poor), placed(poor, good, few)], 200, 200, 1));
    const mean = (first: Uint8Array, second: Uint8Array) =>
      users.reduce((sum, user) => {
        const hits = [first, ...(user % 3 === 0 ? [second] : [])].map((of) => Number(of[user] === actual[user]));
        return sum + hits.reduce((a, b) => a + b, 0) / hits.length;
      }, 0) / 200;
    expect(average.accuracy.value).toBeCloseTo(mean(good, poor), 12);
    expect(average.baselines[0]!.accuracy).toBeCloseTo(mean(poor, good), 12);
    expect(average.baselines[0]!.difference.value).toBeCloseTo(mean(good, poor) - mean(poor, good), 12);
  });
});

describe('reliable', () => {
  const reading = (count: number | null, low: number, ahead = 0.1): AssignmentReading =>
    ({ events: count, accuracy: { low }, baselines: [{ id: 'majority', difference: { low: ahead } }] }) as unknown as AssignmentReading;

  it('is from the smallest number on from which it stays so', () => {
    expect(reliableFrom([reading(1, 0.5), reading(2, 0.8), reading(3, 0.9), reading(null, 0.1)])).toBe(2);
    expect(reliableFrom([reading(1, 0.9), reading(2, 0.7), reading(3, 0.9), reading(null, 0.9)])).toBe(3);
    expect(reliableFrom([reading(1, 0.9), reading(2, 0.9), reading(3, 0.79), reading(null, 0.9)])).toBeNull();
  });

  it('is not what the largest segment gives anyway', () => {
    expect(reliableFrom([reading(1, 0.9, -0.01), reading(2, 0.9, 0.01), reading(null, 0.9)])).toBe(2);
    expect(reliableFrom([reading(1, 0.95, 0), reading(null, 0.95, 0)])).toBeNull();
    // Where one segment alone has users with so many events, nothing is ahead of it.
    expect(reliableFrom([reading(1, 0.5), reading(2, 0.85), reading(3, 0.95, 0), reading(null, 0.9)])).toBe(2);
  });
});

describe('the network', () => {
  it('is the recipe’s where its encoder reads events in order, and the default GRU elsewhere', () => {
    const lstm = { ...defaultEncoder('lstm'), learningRate: 0.003, batchSize: 32 };
    expect(readerOf({ encoder: lstm })).toEqual(lstm);
    const training = { ...placingTraining(lstm), optimizer: 'sgd', momentum: 0.5, epochs: 3, dropout: 0.2 } as const;
    expect(readerOf({ encoder: lstm, assignment: { classWeights: 'none', training } })).toEqual({
      ...lstm,
      epochs: 3,
      dropout: 0.2,
      optimizer: { kind: 'sgd', momentum: 0.5, weightDecay: 0, warmup: 0 },
    });
    const fused = { ...defaultEncoder('fused'), sequence: { architecture: 'cnn', steps: 8, width: 16, layers: 3, masking: 0.1 } } as const;
    expect(readerOf({ encoder: fused })).toMatchObject({
      kind: 'cnn',
      learningRate: defaultEncoder('cnn').learningRate,
      sequence: { width: 16, layers: 3 },
    });
    expect(readerOf({ encoder: { ...defaultEncoder('none'), validationShare: 0 } })).toEqual({
      ...defaultEncoder('gru'),
      validationShare: 0.1,
    });
    const vocabulary = learnVocabulary(events, allRows(events, everybody), true);
    expect(shapeOf(readerOf({ encoder: fused }), vocabulary, 5)).toMatchObject({
      architecture: 'cnn',
      width: 16,
      layers: 3,
      classes: 5,
      code: 0,
      predicted: [],
    });
  });
});

describe('the temperature of the network that places', () => {
  it('makes its probabilities the shares of those whom it places right', async () => {
    // One step each, after which the network is sure of the first class by odds of exp(6); four in five are of it.
    const users = 100;
    const sequences = {
      users,
      fields: placingNetwork.shape.levels.length,
      offsets: Uint32Array.from({ length: users + 1 }, (_, user) => user),
      tokens: new Uint8Array(users * placingNetwork.shape.levels.length).fill(1),
    };
    const labels = Array.from({ length: users }, (_, user) => (user % 5 === 0 ? 1 : 0));
    const reader = new ClassReader(placingNetwork.shape, placingNetwork.parameters);
    const found = await temperatureOf(reader, { sequences, labels, users: Uint32Array.from(labels.keys()) }, 2);
    expect(found).toBeCloseTo(6 / Math.log(4), 3);
    expect(reader.probabilities(sequences, 0, found)[0]).toBeCloseTo(0.8, 4);
  });
});
