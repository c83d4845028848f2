import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../../workers/encode';
import { viewWeights } from '../../../workers/encode/sequence/layout';
import { tokenize } from '../../../workers/encode/sequence/tokens';
import { activations, readUser, type Explained } from '../../../workers/explain';
import { meanAttention } from '../../../workers/explain/attention';
import { marginOf } from '../../../workers/explain/margin';
import { SEQUENCE_ENCODERS } from '../../../workers/protocol/sequences';
import { eventTable } from '../../fixtures/events';
import { plantedSequences } from '../../fixtures/planted-sequences';
import { matricesOf, slowCode, slowStates, stepsOf } from '../../fixtures/slow-sequence';
import { readResult, resultOf, rowsWith } from './support';

const { events } = plantedSequences('order', 30, 3);

describe('the margin of a code', () => {
  const centres = Float32Array.of(0, 0, 4, 0, 0, 10);

  it('is how much further the next nearest centre is', () => {
    expect(marginOf(Float32Array.of(1, 0), { centres, k: 3 }, 0)).toEqual({
      label: 0,
      next: 1,
      margin: 9 - 1,
      gradient: Float64Array.of(-8, 0),
    });
    // In a segment whose centre is not the nearest it is below zero; without a segment the nearest counts.
    expect(marginOf(Float32Array.of(1, 0), { centres, k: 3 }, 1)).toMatchObject({ label: 1, next: 0, margin: -8 });
    expect(marginOf(Float32Array.of(1, 9), { centres, k: 3 }, -1)).toMatchObject({ label: 2, next: 0 });
  });
});

describe.each(SEQUENCE_ENCODERS)('a user as a %s reads it', (architecture) => {
  const shape = { architecture, width: 32, layers: 2, code: 4, steps: 12 } as const;

  /** The margin in double precision, with each embedding stretched. */
  const slowMargin = ({ matrix, embedding, segmentation }: Explained, row: number, stretch: (row: number) => number) => {
    const { sequence } = embedding;
    const { rows } = rowsOf(events, matrix, Uint32Array.of(row)).told!();
    const sequences = tokenize(events, rows, sequence!.vocabulary, shape.steps);
    const matrices = matricesOf(sequence!.shape, sequence!.parameters);
    const changed = { ...matrices, embedding: matrices.embedding!.map((values, at) => values.map((value) => value * stretch(at))) };
    const { states } = slowStates(sequence!.shape, changed, stepsOf(sequences, 0));
    const code = slowCode(changed, states, states.length - 1);
    const square = (label: number) => code.reduce((sum, value, d) => sum + (value - segmentation.centres[label * 4 + d]!) ** 2, 0);
    const own = segmentation.labels[row]!;
    return { margin: square(1 - own) - square(own), sequences };
  };

  it('has contributions that are what stretching an embedding does to the margin', async () => {
    const result = await readResult(events, shape);
    const row = 4;
    const look = (await readUser(result, row))!;
    const { margin, sequences } = slowMargin(result, row, () => 1);
    expect(look.margin).toBeCloseTo(margin, 4);
    expect(look.steps).toHaveLength(12);
    const { levels } = result.embedding.sequence!.shape;
    const scale = look.contributions.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(scale).toBeGreaterThan(0);
    // Every third embedding that occurs: one is at several steps, whose contributions add up.
    const byRow = new Map<number, number>();
    look.contributions.forEach((value, at) => {
      const field = at % levels.length;
      const embedded = levels.slice(0, field).reduce((sum, count) => sum + count, 0) + sequences.tokens[at]!;
      byRow.set(embedded, (byRow.get(embedded) ?? 0) + value);
    });
    [...byRow].forEach(([embedded, sum], i) => {
      if (i % 3 > 0) return;
      const stretched = (by: number) => slowMargin(result, row, (at) => (at === embedded ? 1 + by : 1)).margin;
      expect(Math.abs((stretched(1e-4) - stretched(-1e-4)) / 2e-4 - sum) / scale).toBeLessThan(1e-3);
    });
  });

  it('has the states of each layer after each step, and says what each step is', async () => {
    const result = await readResult(events, shape);
    const look = (await readUser(result, 2))!;
    const { rows } = rowsOf(events, result.matrix, Uint32Array.of(2)).told!();
    expect(look.unread).toBe(rows.hi[0]! - rows.lo[0]! - 12);
    expect(look.steps.at(-1)!.time).toBe(events.time[rows.hi[0]! - 1]);
    expect(look.steps.at(-1)).toMatchObject({
      type: 'purchase',
      topic: events.category!.names[events.category!.codes[rows.hi[0]! - 1]!],
      value: events.value![rows.hi[0]! - 1],
      gap: events.time[rows.hi[0]! - 1]! - events.time[rows.hi[0]! - 2]!,
      rows: 1,
    });
    expect(look.states).toHaveLength(2);
    for (const states of look.states) expect(states).toHaveLength(12 * 32);
    expect(look.states[0]).not.toEqual(look.states[1]);
    expect(look.attention === null).toBe(architecture !== 'transformer');
  });
});

describe('attention', () => {
  const shape = { architecture: 'transformer', width: 32, layers: 2, code: 4, steps: 12 } as const;

  it('goes to what came before, all of it to something', async () => {
    const { attention } = (await readUser(await readResult(events, shape), 0))!;
    expect(attention).toHaveLength(13 * 13);
    for (let t = 0; t < 13; t++) {
      const row = attention!.subarray(t * 13, (t + 1) * 13);
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
      expect(row.every((share, s) => (s <= t ? share > 0 : share === 0))).toBe(true);
    }
  });

  it('is even where no query asks for anything', async () => {
    const result = await readResult(events, shape);
    const model = result.embedding.sequence!;
    const weights = viewWeights(model.shape, model.parameters);
    for (const layer of [0, 1]) {
      // Columns of the queries, of the keys, of the values.
      for (let at = 0; at < 32 * 96; at++) if (at % 96 < 32) weights[`query${layer}`]![at] = 0;
    }
    const { attention } = (await readUser(result, 0))!;
    for (let t = 0; t < 13; t++) for (let s = 0; s <= t; s++) expect(attention![t * 13 + s]).toBeCloseTo(1 / (t + 1), 5);
  });

  it('is the mean over heads and layers', () => {
    const traced = new Map([
      ['shares0', Float32Array.of(1, 0, 0.2, 0.8, 1, 0, 0.4, 0.6)],
      ['shares1', Float32Array.of(1, 0, 0.6, 0.4, 1, 0, 0.8, 0.2)],
    ]);
    const mean = meanAttention({ width: 32, layers: 2 }, traced, 2);
    [1, 0, 0.5, 0.5].forEach((share, i) => expect(mean[i]).toBeCloseTo(share, 6));
  });
});

describe('activations', () => {
  beforeAll(async () => {
    expect(await setBackend('wasm')).toBe(true);
  });

  it('of a layer are those of users of each segment, nearest to its centre first', async () => {
    const users = 500;
    const scaled = rowsWith(users, 5, [1], 3);
    const result = await resultOf(scaled, users, 'autoencoder', { epochs: 2, hidden: [7], code: 3 });
    const found = (await activations(result, null))!;
    expect(found.layers).toEqual([
      { kind: 'hidden', index: 0, units: 7 },
      { kind: 'code', index: 0, units: 3 },
      { kind: 'restoring', index: 0, units: 7 },
    ]);
    expect(found).toMatchObject({ layer: 0, of: users });
    expect(found.segments).toHaveLength(200);
    expect(found.values).toHaveLength(200 * 7);
    expect([...found.segments].every((segment, i, all) => i === 0 || segment >= all[i - 1]!)).toBe(true);
    // Rectified by hand from the weights, for the user nearest to the first centre of those drawn.
    const { distances, labels } = result.segmentation;
    const code = (await activations(result, 1))!;
    expect(code.values).toHaveLength(200 * 3);
    const { kernel, bias } = result.embedding.encoder[0]!;
    const hidden = (user: number) =>
      Array.from(bias, (b, unit) =>
        Math.max(
          0,
          [0, 1, 2, 3, 4].reduce((sum, f) => sum + scaled[user * 5 + f]! * kernel[f * 7 + unit]!, b),
        ),
      );
    const same = (user: number) => hidden(user).every((value, unit) => Math.abs(value - found.values[unit]!) < 1e-4);
    const first = Array.from({ length: users }, (_, user) => user).filter(same);
    expect(first).toHaveLength(1);
    expect(labels[first[0]!]).toBe(0);
    const nearer = distances.filter((distance, user) => labels[user] === 0 && distance < distances[first[0]!]!);
    expect(nearer.length).toBeLessThan(20);
    expect(await activations(result, null)).toEqual(found);
    await expect(activations(result, 3)).rejects.toThrow(RangeError);
  });

  it('are none where the features are what is grouped, and the code where a network reads events', async () => {
    const users = 60;
    expect(await activations(await resultOf(rowsWith(users, 3, [0], 4), users, 'none'), null)).toBeNull();
    const result = await readResult(events, { architecture: 'gru', width: 16, layers: 1, code: 4, steps: 12 });
    const found = (await activations(result, null))!;
    expect(found.layers).toEqual([{ kind: 'code', index: 0, units: 4 }]);
    const rows = Array.from({ length: found.segments.length }, (_, i) => found.values.slice(4 * i, 4 * i + 4).join());
    const codes = Array.from({ length: 30 }, (_, row) => result.embedding.data.slice(4 * row, 4 * row + 4).join());
    expect(rows.sort()).toEqual(codes.sort());
  });
});

describe('a user whom no network reads', () => {
  it('is not looked at', async () => {
    const users = 60;
    expect(await readUser(await resultOf(rowsWith(users, 3, [0], 4), users, 'none'), 0)).toBeNull();
  });

  it('is none there is', async () => {
    const result = await readResult(
      eventTable([
        { user: 'a', t: 0 },
        { user: 'b', t: 5 },
        { user: 'b', t: 9, type: 'view' },
      ]),
      {
        architecture: 'gru',
        width: 16,
        layers: 1,
        code: 2,
        steps: 4,
      },
    );
    await expect(readUser(result, 2)).rejects.toThrow(RangeError);
    expect((await readUser(result, 0))!.steps).toEqual([
      { time: 0, type: 'purchase', refund: false, topic: null, value: 0, rows: 1, gap: null },
    ]);
  });
});
