import { describe, expect, it } from 'vitest';
import { initialWeights } from '../../../workers/encode/sequence/layout';
import { SequenceReader } from '../../../workers/encode/sequence/read-users';
import { denseGradient, inputGradient } from '../../../workers/explain/gradient';
import { random } from '../../../workers/math/random';
import type { DenseWeights } from '../../../workers/protocol/model';
import { SEQUENCE_ENCODERS, type SequenceShape } from '../../../workers/protocol/sequences';
import { matricesOf, slowCode, slowGradient, slowStates } from '../../fixtures/slow-sequence';

/** A token of its own at each position, so that the gradient with respect to its embedding is that with respect to the position. */
const STEPS = 7;

function shapeOf(architecture: SequenceShape['architecture'], width: number): SequenceShape {
  return { architecture, levels: [STEPS + 1], predicted: [], width, layers: 2, code: 3, steps: 8 };
}

function tracedCode(shape: SequenceShape, parameters: Float32Array, steps: number) {
  const sequences = { users: 1, fields: 1, offsets: Uint32Array.of(0, steps), tokens: Uint8Array.from({ length: steps }, (_, t) => t + 1) };
  const traced = new Map<string, Float32Array>();
  new SequenceReader({ shape, parameters }).states(sequences, 0, (name, values) => traced.set(name, values));
  return traced;
}

/** Weights away from their start, where many are zero or one and would hide a missing factor. */
function someWeights(shape: SequenceShape): Float32Array {
  const rng = random(9, 'gradient');
  return initialWeights(shape, 3).map((value) => value + 0.2 * rng.normal());
}

describe.each(SEQUENCE_ENCODERS)('the gradient through a %s', (architecture) => {
  it.each([4, 32])('is that of central differences in double precision (width %d)', (width) => {
    const shape = shapeOf(architecture, width);
    const parameters = someWeights(shape);
    const towards = [0.7, -1.1, 0.4];
    const found = inputGradient({ shape, parameters }, tracedCode(shape, parameters, STEPS), STEPS, Float64Array.from(towards));
    const levels = Array.from({ length: STEPS }, (_, t) => [t + 1]);
    const matrices = matricesOf(shape, parameters);
    const places = Array.from({ length: Math.min(20, found.length) }, (_, i) => (i * 37) % found.length);
    const score = (values: Float64Array) => {
      const all = Array.from(parameters.subarray(0, found.length));
      places.forEach((place, i) => (all[place] = values[i]!));
      const rows = Array.from({ length: STEPS + 1 }, (_, row) => all.slice(row * width, (row + 1) * width));
      const changed = { ...matrices, embedding: rows };
      const code = slowCode(changed, slowStates(shape, changed, levels).states, STEPS);
      return code.reduce((sum, value, i) => sum + value * towards[i]!, 0);
    };
    const slow = slowGradient(
      score,
      Float64Array.from(places, (place) => parameters[place]!),
    );
    const most = slow.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    expect(most).toBeGreaterThan(1e-3);
    slow.forEach((slope, i) => expect(Math.abs(found[places[i]!]! - slope) / most).toBeLessThan(2e-5));
  });

  it('of a user without steps goes to the position before them', () => {
    const shape = shapeOf(architecture, 4);
    const parameters = someWeights(shape);
    const found = inputGradient({ shape, parameters }, tracedCode(shape, parameters, 0), 0, Float64Array.of(1, 0, 0));
    expect(found).toHaveLength(4);
    expect(found.some((value) => value !== 0)).toBe(true);
  });
});

describe('the gradient through dense layers', () => {
  const rng = random(4, 'dense');
  const layer = (inputs: number, outputs: number, activation: DenseWeights['activation']): DenseWeights => ({
    inputs,
    outputs,
    activation,
    kernel: Float32Array.from({ length: inputs * outputs }, () => rng.normal()),
    bias: Float32Array.from({ length: outputs }, () => rng.normal()),
  });
  const through = (layers: readonly DenseWeights[], row: readonly number[]) =>
    layers.reduce<readonly number[]>((values, { outputs, activation, kernel, bias }) => {
      const made = Array.from(bias, (b, o) => values.reduce((sum, value, i) => sum + value * kernel[i * outputs + o]!, b));
      return activation === 'relu' ? made.map((value) => Math.max(0, value)) : made;
    }, row);

  it('is that of central differences in double precision', () => {
    const layers = [layer(5, 8, 'relu'), layer(8, 6, 'relu'), layer(6, 2, 'linear')];
    const row = Float32Array.from({ length: 5 }, () => rng.normal());
    const found = denseGradient(layers, row, Float64Array.of(1, -2));
    const slow = slowGradient((at) => {
      const [first, second] = through(layers, Array.from(at));
      return first! - 2 * second!;
    }, Float64Array.from(row));
    slow.forEach((slope, i) => expect(found[i]).toBeCloseTo(slope, 5));
  });
});
