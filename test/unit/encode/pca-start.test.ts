import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../workers/encode';
import { principalComponents } from '../../../workers/encode/baseline';
import { applyEncoder, reconstructionLoss } from '../../../workers/encode/dense';
import { autoencoderShapes } from '../../../workers/encode/layers';
import { pcaStart } from '../../../workers/encode/pca-start';
import { validationMask } from '../../../workers/encode/split';
import { random } from '../../../workers/math/random';
import type { DenseWeights } from '../../../workers/protocol/model';
import { localTrainer } from '../../fixtures/local-trainer';
import { collect, recipe, sheet } from './support';

/** Rows off the origin whose spread halves from one column to the next, the columns then turned into each other. */
function ellipsoid(users: number, features: number, seed: number): Float32Array {
  const rng = random(seed, 'ellipsoid');
  const normal = Float64Array.from({ length: features }, () => rng.normal());
  const square = normal.reduce((sum, value) => sum + value * value, 0);
  const rows = new Float32Array(users * features);
  for (let u = 0; u < users; u++) {
    const row = Float64Array.from({ length: features }, (_, f) => 1 + rng.normal() * 2 ** (1 - f));
    const along = row.reduce((sum, value, f) => sum + value * normal[f]!, 0);
    row.forEach((value, f) => (rows[u * features + f] = value - (2 * along * normal[f]!) / square));
  }
  return rows;
}

/** The reconstruction from the leading directions, found by multiplying rows with themselves over and over (orthogonal iteration). */
function slowReconstruction(rows: Float32Array, features: number, components: number): Float64Array {
  const users = rows.length / features;
  const mean = Float64Array.from({ length: features }, (_, f) => {
    let sum = 0;
    for (let u = 0; u < users; u++) sum += rows[u * features + f]!;
    return sum / users;
  });
  const centred = Float64Array.from(rows, (value, i) => value - mean[i % features]!);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const axes = Array.from({ length: components }, (_, c) =>
    Float64Array.from({ length: features }, (_, f) => Math.sin(1 + c * features + f)),
  );
  for (let round = 0; round < 60; round++) {
    axes.forEach((axis, c) => {
      const next = new Float64Array(features);
      for (let u = 0; u < users; u++) {
        const row = centred.subarray(u * features, (u + 1) * features);
        const along = dot(row, axis);
        row.forEach((value, f) => (next[f]! += along * value));
      }
      for (const earlier of axes.slice(0, c)) {
        const along = dot(next, earlier);
        earlier.forEach((value, f) => (next[f]! -= along * value));
      }
      const length = Math.sqrt(dot(next, next));
      axis.set(next.map((value) => value / length));
    });
  }
  const made = new Float64Array(rows.length);
  for (let u = 0; u < users; u++) {
    const row = centred.subarray(u * features, (u + 1) * features);
    made.set(mean, u * features);
    for (const axis of axes) {
      const along = dot(row, axis);
      axis.forEach((value, f) => (made[u * features + f]! += along * value));
    }
  }
  return made;
}

const startOf = (rows: Float32Array, features: number, hidden: readonly number[], code: number, seed = 1) =>
  pcaStart(autoencoderShapes(features, hidden, code), principalComponents(rows, features), seed);
const worst = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

describe('pcaStart', () => {
  it('reconstructs what the principal components do, whatever the layers carry them through', () => {
    const widths = fc.record({
      features: fc.integer({ min: 1, max: 9 }),
      code: fc.integer({ min: 1, max: 12 }),
      hidden: fc.array(fc.integer({ min: 2, max: 26 }), { maxLength: 3 }),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(widths, ({ features, code, hidden, seed }) => {
        const rows = ellipsoid(30, features, seed);
        const carried = Math.min(code, features, ...hidden.map((units) => Math.floor(units / 2)));
        const layers = startOf(rows, features, hidden, code, seed)!;
        expect(worst(applyEncoder(layers, rows, 30), slowReconstruction(rows, features, carried))).toBeLessThan(1e-5);
        // Code units beyond say nothing about anybody.
        const codes = applyEncoder(layers.slice(0, hidden.length + 1), rows, 30);
        expect(codes.every((value, i) => i % code < carried || value === 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same embedding under every seed, and leaves something to learn to every layer', () => {
    const rows = sheet(80, 6);
    const [one, two] = [startOf(rows, 6, [20, 16], 4, 1)!, startOf(rows, 6, [20, 16], 4, 2)!];
    const codes = (layers: readonly DenseWeights[]) => applyEncoder(layers.slice(0, 3), rows, 80);
    expect(codes(one)).toEqual(codes(two));
    // Hidden units that carry nothing still see the rows, each seed's in its own way.
    for (const layer of [0, 1, 3, 4]) expect(one[layer]!.kernel).not.toEqual(two[layer]!.kernel);
  });

  it('is not there where a hidden layer has one unit', () => {
    expect(startOf(sheet(20, 4), 4, [8, 1], 2)).toBeNull();
  });
});

describe('an encoder trained from there', () => {
  const [users, features] = [240, 8];
  const ids = Array.from({ length: users }, (_, user) => `user ${user}`);

  it('never ends above the principal components on the validation users, however it was trained', async () => {
    await setBackend('cpu');
    for (const [seed, learningRate] of [0.001, 0.01, 0.1, 1].entries()) {
      const scaled = sheet(users, features, seed);
      const asked = recipe({ hidden: [16], code: 3, learningRate, epochs: 8, patience: 8 });
      const { result } = await collect(encode({ users, features, scaled }, ids, asked, seed, localTrainer));
      const validation = validationMask(ids, asked.validationShare, seed);
      const loss = reconstructionLoss([...result.encoder, ...result.decoder], scaled, users, validation);
      const { baselineLoss, bestLoss } = result.training!;
      expect(loss).toBeLessThanOrEqual(baselineLoss! * (1 + 1e-5));
      expect(bestLoss).toBeCloseTo(loss, 5);
    }
  });

  it('betters them on a curved sheet', async () => {
    await setBackend('cpu');
    const scaled = sheet(users, features, 4);
    const asked = recipe({ hidden: [24], code: 2, learningRate: 0.005, epochs: 60, patience: 20 });
    const { result } = await collect(encode({ users, features, scaled }, ids, asked, 1, localTrainer));
    expect(result.training!.bestLoss).toBeLessThan(0.7 * result.training!.baselineLoss!);
  });
});
