import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pcaLoss, principalComponents } from '../../../workers/encode/baseline';
import { applyEncoder, pick, reconstructionLoss } from '../../../workers/encode/dense';
import { autoencoderShapes, initialParameters, parameterCount, toDenseWeights } from '../../../workers/encode/layers';
import { ReferenceAutoencoder } from './reference-autoencoder';
import { sheet } from './support';

describe('applyEncoder', () => {
  it('computes by hand: relu(x K + b), then a linear layer', () => {
    const layers = [
      { inputs: 2, outputs: 2, activation: 'relu', kernel: Float32Array.of(1, -1, 2, 3), bias: Float32Array.of(0.5, 0) },
      { inputs: 2, outputs: 1, activation: 'linear', kernel: Float32Array.of(2, -4), bias: Float32Array.of(-1) },
    ] as const;
    // (1, 1): (3.5, 2) -> 7 - 8 - 1; (1, -1): (-0.5 -> 0, -4 -> 0) -> -1; (-2, 1): (0.5, 5) -> 1 - 20 - 1
    expect(Array.from(applyEncoder(layers, Float32Array.of(1, 1, 1, -1, -2, 1), 3))).toEqual([-2, -1, -20]);
  });

  it('agrees with the slow forward pass for any sizes, whatever the number of users', () => {
    const width = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(width, fc.array(width, { maxLength: 2 }), width, fc.integer({ min: 0, max: 11 }), (features, hidden, code, users) => {
        const shapes = autoencoderShapes(features, hidden, code);
        const flat = initialParameters(shapes, 5);
        const rows = sheet(users, features);
        const made = applyEncoder(toDenseWeights(shapes, flat), rows, users);
        const reference = new ReferenceAutoencoder(shapes, flat);
        for (let u = 0; u < users; u++) {
          const expected = reference.forward(Array.from(rows.subarray(u * features, (u + 1) * features))).at(-1)!;
          expected.forEach((value, f) => expect(made[u * features + f]!).toBeCloseTo(value, 4));
        }
        expect(made).toHaveLength(users * features);
      }),
    );
  });

  it('treats each user alone: a row gives the same code in any company', () => {
    const shapes = autoencoderShapes(5, [7], 2).slice(0, 2);
    const layers = toDenseWeights(shapes, initialParameters(shapes, 1));
    const rows = sheet(9, 5);
    const together = applyEncoder(layers, rows, 9);
    for (let u = 0; u < 9; u++) {
      expect(applyEncoder(layers, rows.slice(u * 5, u * 5 + 5), 1)).toEqual(together.slice(u * 2, u * 2 + 2));
    }
  });

  it('copies where there is no layer, and refuses rows of another width', () => {
    const rows = Float32Array.of(1, 2);
    const copy = applyEncoder([], rows, 1);
    expect(copy).toEqual(rows);
    expect(copy).not.toBe(rows);
    const layers = toDenseWeights(autoencoderShapes(3, [], 1), new Float32Array(10));
    expect(() => applyEncoder(layers, rows, 1)).toThrow(RangeError);
  });
});

describe('layers', () => {
  it('mirror around a linear code and end linear', () => {
    expect(autoencoderShapes(26, [64], 16)).toEqual([
      { inputs: 26, outputs: 64, activation: 'relu' },
      { inputs: 64, outputs: 16, activation: 'linear' },
      { inputs: 16, outputs: 64, activation: 'relu' },
      { inputs: 64, outputs: 26, activation: 'linear' },
    ]);
    expect(autoencoderShapes(4, [], 2).map(({ activation }) => activation)).toEqual(['linear', 'linear']);
    expect(autoencoderShapes(4, [9, 6], 2).map(({ outputs }) => outputs)).toEqual([9, 6, 2, 6, 9, 4]);
    expect(parameterCount(autoencoderShapes(26, [64], 16))).toBe(26 * 64 + 64 + 64 * 16 + 16 + 16 * 64 + 64 + 64 * 26 + 26);
  });

  it('start with the variance of He before a rectifier, of Glorot before a linear layer, and no bias', () => {
    const shapes = autoencoderShapes(200, [150], 100);
    const variance = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0) / values.length;
    toDenseWeights(shapes, initialParameters(shapes, 2)).forEach(({ inputs, outputs, activation, kernel, bias }) => {
      const expected = activation === 'relu' ? 2 / inputs : 2 / (inputs + outputs);
      expect(variance(kernel) / expected).toBeCloseTo(1, 1);
      expect(bias.every((value) => value === 0)).toBe(true);
    });
  });
});

describe('reconstructionLoss and pick', () => {
  it('is the mean square over the chosen users', () => {
    const identity = [
      { inputs: 2, outputs: 2, activation: 'linear', kernel: Float32Array.of(1, 0, 0, 1), bias: Float32Array.of(1, 0) },
    ] as const;
    const rows = Float32Array.of(5, 6, 7, 8, 9, 10);
    expect(reconstructionLoss(identity, rows, 3)).toBeCloseTo(0.5, 6);
    expect(reconstructionLoss(identity, rows, 3, Uint8Array.of(0, 1, 0))).toBeCloseTo(0.5, 6);
    expect(reconstructionLoss(identity, rows, 3, new Uint8Array(3))).toBe(0);
    expect(Array.from(pick(rows, 3, 2, Uint8Array.of(1, 0, 1), 1))).toEqual([5, 6, 9, 10]);
    expect(Array.from(pick(rows, 3, 2, Uint8Array.of(1, 0, 1), 0))).toEqual([7, 8]);
  });
});

describe('pcaLoss', () => {
  it('is nothing on a plane, and what is left of the variance elsewhere', () => {
    // Four points at (±3, 0), (0, ±1): variances 4.5 and 0.5, of which one component leaves 0.5, over two features.
    const cross = Float32Array.of(3, 0, -3, 0, 0, 1, 0, -1);
    expect(pcaLoss(principalComponents(cross, 2), cross, 1)).toBeCloseTo(0.25, 6);
    expect(pcaLoss(principalComponents(cross, 2), cross, 2)).toBe(0);
    const line = Float32Array.of(1, 2, 2, 4, 3, 6, -5, -10);
    expect(pcaLoss(principalComponents(line, 2), line, 1)).toBeCloseTo(0, 6);
    expect(pcaLoss(principalComponents(line, 2), Float32Array.of(2, -1), 1)).toBeGreaterThan(1);
    expect(pcaLoss(principalComponents(line, 2), new Float32Array(0), 1)).toBe(0);
  });

  it('never rises with another component', () => {
    const rows = sheet(60, 6);
    const losses = [1, 2, 3, 4, 5].map((components) => pcaLoss(principalComponents(rows, 6), rows, components));
    losses.slice(1).forEach((loss, i) => expect(loss).toBeLessThanOrEqual(losses[i]! + 1e-12));
  });
});
