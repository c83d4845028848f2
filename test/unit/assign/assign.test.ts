import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { assignEarly, assignmentByNumber, type AssignInput } from '../../../workers/assign';
import type { Trainer } from '../../../workers/encode/trainer';
import { random } from '../../../workers/math/random';
import type { EventTable } from '../../../workers/protocol/events';
import { drive } from '../../../workers/protocol/progress';
import { defaultEncoder, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { eventTable } from '../../fixtures/events';
import { localTrainer } from '../../fixtures/local-trainer';
import { plantedSequences } from '../../fixtures/planted-sequences';
import { segmentedBy } from './segmented';

/** Small, since it is trained several times here; a round is three steps long. */
const SMALL: EncoderRecipe = { ...defaultEncoder('cnn'), epochs: 12, sequence: { steps: 32, width: 16, layers: 2, masking: 0 } };

async function inputOf(events: EventTable, labels: Int32Array, encoder = SMALL): Promise<AssignInput> {
  const by = await segmentedBy(events, labels);
  return { events, matrix: by.matrix, labels, classes: by.segmentation.k, recipe: { encoder, seed: 1 }, by };
}
const none: Trainer = { train: () => Promise.reject(new Error('not asked')), trainSequence: () => Promise.reject(new Error('not asked')) };
const learn = async (input: Promise<AssignInput>, trainer = localTrainer) => drive(assignEarly(await input, trainer));
const place = async (input: Promise<AssignInput>, trainer = localTrainer) => (await learn(input, trainer)).told;

describe('placing users by their first events', () => {
  beforeAll(async () => {
    expect(await setBackend('wasm')).toBe(true);
  });

  it('finds the number of events that tells the segment, where counts of the same events do not', async () => {
    const { events, truth } = plantedSequences('order', 500, 3);
    const { assignment } = await place(inputOf(events, truth));
    const { readings, average, training, reliableFrom } = assignment!;
    expect(readings.map((reading) => reading.events)).toEqual([1, 2, 3, 5, 8, 13, 21, null]);
    const by = new Map(readings.map((reading) => [reading.events, reading]));
    // One event is the same in both rounds; two tell them apart unless one is noise; ten of them do whatever is noise.
    expect(by.get(1)!.accuracy.low).toBeLessThan(0.6);
    expect(by.get(13)!.accuracy.value).toBeGreaterThan(0.95);
    expect(reliableFrom).toBeGreaterThan(1);
    expect(reliableFrom).toBeLessThanOrEqual(8);
    for (const { events: count, accuracy } of readings)
      if (count !== null && count >= reliableFrom!) expect(accuracy.low).toBeGreaterThanOrEqual(0.8);
    for (const { difference } of average.baselines) expect(difference.low).toBeGreaterThan(0.2);
    // Features say nothing of the order, so that the network is ahead as soon as it tells anything.
    expect(assignment!.ahead!.from).toBe(2);
    for (const { events: count, users, network, segments, difference } of assignment!.beside!) {
      expect(users).toBeLessThanOrEqual(by.get(count)!.users);
      expect(difference.value).toBeCloseTo(network - segments, 12);
    }
    expect(average.baselines.map(({ id }) => id)).toEqual(['majority', 'counts']);

    const tested = by.get(null)!.users;
    expect(training.users + training.validationUsers + tested).toBe(500);
    for (const { users, confusion, accuracy, segments } of readings) {
      expect(confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(users);
      expect(accuracy.value).toBeCloseTo((confusion[0]![0]! + confusion[1]![1]!) / users, 12);
      expect(segments.map(({ support }) => support)).toEqual(confusion.map((row) => row.reduce((sum, n) => sum + n, 0)));
      expect(accuracy.low <= accuracy.value && accuracy.value <= accuracy.high).toBe(true);
    }
    expect(
      assignmentByNumber({ none: null, assignment: assignment! }, [7, 4]).assignment!.readings[0]!.segments.map(({ id }) => id),
    ).toEqual([7, 4]);
  }, 60_000);

  it('does not beat its baselines where segments have nothing to do with events, and says nothing of users in none', async () => {
    const { events } = plantedSequences('order', 600, 2);
    const rng = random(4, 'labels');
    // Seven in ten in one segment, whatever they do: better than to say so is impossible. Every tenth user in none.
    const labels = Int32Array.from({ length: events.users }, (_, user) => (user % 10 === 9 ? -1 : rng.next() < 0.7 ? 0 : 1));
    const { assignment } = await place(inputOf(events, labels, { ...SMALL, epochs: 6 }));
    expect(assignment!.unsegmented).toBe(60);
    expect(assignment!.users).toBe(540);
    expect(assignment!.reliableFrom).toBeNull();
    const { users, baselines } = assignment!.readings.at(-1)!;
    expect(users + assignment!.training.users + assignment!.training.validationUsers).toBe(540);
    expect(baselines.find(({ id }) => id === 'majority')!.difference.low).toBeLessThanOrEqual(0);
    for (const { difference } of assignment!.average.baselines) expect(difference.low).toBeLessThanOrEqual(0);
  }, 60_000);

  it('reads no more than the first 34 events: what comes after them changes nothing', async () => {
    const { events, truth } = plantedSequences('order', 300, 5);
    const shorter = eventTable(
      events.userIds.flatMap((user, u) => {
        const rows = Array.from({ length: events.userOffsets[u + 1]! - events.userOffsets[u]! }, (_, i) => events.userOffsets[u]! + i);
        return rows.slice(0, 34).map((row) => ({
          user,
          t: events.time[row]!,
          type: 'purchase',
          value: events.value![row]!,
          category: events.category!.names[events.category!.codes[row]!]!,
        }));
      }),
    );
    expect(shorter.rows).toBeLessThan(events.rows);
    const of = async (table: EventTable) => {
      const { assignment } = await place(inputOf(table, truth, { ...SMALL, epochs: 2 }));
      // The segments themselves look at everything.
      return { ...assignment!, beside: [], ahead: null, training: { ...assignment!.training, seconds: 0 } };
    };
    expect(await of(shorter)).toEqual(await of(events));
  }, 60_000);

  it('says what is missing instead of a number', async () => {
    const { events, truth } = plantedSequences('order', 200, 1);
    const reason = async (input: Promise<AssignInput>) => {
      const { none: missing, assignment } = await place(input, none);
      expect(assignment).toBeNull();
      return missing;
    };
    const timeless = inputOf(events, truth).then((input) => ({ ...input, events: { ...events, timeless: true } }));
    expect(await reason(timeless)).toEqual({ reason: 'timeless' });
    const rare = truth.map((_, user) => (user < 12 ? 1 : 0));
    expect(await reason(inputOf(events, rare))).toEqual({ reason: 'few-taught', segments: 1, needed: 20 });
    expect(await reason(inputOf(events, truth))).toMatchObject({ reason: 'few-tested', needed: 50 });
    const once = eventTable(
      Array.from({ length: 600 }, (_, user) => ({ user: `u${user}`, t: user * 60_000, type: user % 2 ? 'view' : 'purchase' })),
    );
    const half = Int32Array.from({ length: 600 }, (_, user) => user % 2);
    const { by, recipe } = await inputOf(events, truth);
    const userIndex = Uint32Array.from(half.keys());
    const single = {
      events: once,
      matrix: { support: { timesOfDay: true }, userIndex },
      labels: half,
      classes: 2,
      recipe,
      by,
    } as AssignInput;
    expect(await reason(Promise.resolve(single))).toEqual({ reason: 'few-events', users: 0, needed: 50 });
  });

  it('stops when it is cancelled', async () => {
    const { events, truth } = plantedSequences('order', 300, 5);
    const controller = new AbortController();
    const stage = assignEarly(await inputOf(events, truth), localTrainer, controller.signal);
    const work = drive(stage, ({ done }) => done === 1 && controller.abort());
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });
});
