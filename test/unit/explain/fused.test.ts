import { describe, expect, it } from 'vitest';
import { applyEncoder, rowsOf } from '../../../workers/encode';
import { fuse } from '../../../workers/encode/fused';
import { tokenize } from '../../../workers/encode/sequence/tokens';
import { activations, importances, readUser, type Explained } from '../../../workers/explain';
import { nextTask } from '../../../workers/math/breathe';
import { random } from '../../../workers/math/random';
import type { LookedAt } from '../../../workers/protocol/looks';
import type { DenseWeights } from '../../../workers/protocol/model';
import { drive } from '../../../workers/protocol/progress';
import { plantedSequences } from '../../fixtures/planted-sequences';
import { matricesOf, slowCode, slowStates, stepsOf } from '../../fixtures/slow-sequence';
import { inTwo, readResult } from './support';

const { events } = plantedSequences('order', 40, 3);
const SHAPE = { architecture: 'gru', width: 16, layers: 1, code: 4, steps: 12 } as const;
const HIDDEN = 6;
const CODE = 3;

/** A dense encoder and decoder over features and codes. @param seen whether it looks at a column */
async function fusedResult(seen: (column: number, features: number) => boolean): Promise<Explained> {
  const read = await readResult(events, SHAPE);
  const { matrix, embedding } = read;
  const rng = random(2, 'fused');
  const inputs = matrix.features + SHAPE.code;
  const layer = (from: number, to: number, activation: DenseWeights['activation'], looks = (_: number) => true): DenseWeights => ({
    inputs: from,
    outputs: to,
    activation,
    kernel: Float32Array.from({ length: from * to }, (_, at) => (looks(Math.floor(at / to)) ? rng.normal() : 0)),
    bias: Float32Array.from({ length: to }, () => rng.normal()),
  });
  const encoder = [layer(inputs, HIDDEN, 'relu', (column) => seen(column, matrix.features)), layer(HIDDEN, CODE, 'linear')];
  const decoder = [layer(CODE, HIDDEN, 'relu'), layer(HIDDEN, inputs, 'linear')];
  const fusion = { codes: { mean: Float32Array.of(0.1, -0.2, 0, 0.3), scale: 2.5 }, text: null };
  const { rows } = rowsOf(events, matrix).told!();
  const data = applyEncoder(encoder, await fuse(fusion, matrix, { events, rows }, embedding.data, nextTask), matrix.users);
  const fused = { ...embedding, dims: CODE, data, encoder, decoder, fusion };
  return { ...read, embedding: fused, segmentation: inTwo(fused) };
}

const kinds = (items: readonly { readonly of: LookedAt }[]) => new Set(items.map(({ of }) => of.kind));

describe('a model of features and events together', () => {
  it('that looks at features alone rests on no token', async () => {
    const { features, tokens } = await drive(importances(await fusedResult((column, count) => column < count)));
    expect(kinds(features!.items)).toEqual(new Set(['feature', 'group', 'codes']));
    expect(features!.items.find(({ of }) => of.kind === 'codes')).toMatchObject({ moved: { mean: 0 }, loss: { mean: 0 } });
    expect(features!.items.some(({ moved }) => moved.mean > 0)).toBe(true);
    for (const { moved } of tokens!.items) expect(moved.mean).toBe(0);
    // The network itself goes on looking at them.
    expect(tokens!.items.some(({ loss }) => loss !== null && loss.mean !== 0)).toBe(true);
  });

  it('that looks at events alone rests on no feature', async () => {
    const { features, tokens } = await drive(importances(await fusedResult((column, count) => column >= count)));
    expect(features!.items.find(({ of }) => of.kind === 'codes')!.moved.mean).toBeGreaterThan(0);
    for (const { of, moved } of features!.items) if (of.kind !== 'codes') expect(moved.mean).toBe(0);
    expect(tokens!.items.some(({ moved }) => moved.mean > 0)).toBe(true);
  });

  it('has contributions of tokens through its dense layers, as stretching an embedding shows', async () => {
    const result = await fusedResult(() => true);
    const { matrix, embedding, segmentation } = result;
    const row = 5;
    const look = (await readUser(result, row))!;
    const { sequence, encoder, fusion } = embedding;
    const { rows } = rowsOf(events, matrix, Uint32Array.of(row)).told!();
    const sequences = tokenize(events, rows, sequence!.vocabulary, SHAPE.steps);
    const matrices = matricesOf(sequence!.shape, sequence!.parameters);
    const margin = (embedded: number, by: number) => {
      const stretched = matrices.embedding!.map((values, at) => (at === embedded ? values.map((value) => value * (1 + by)) : values));
      const changed = { ...matrices, embedding: stretched };
      const { states } = slowStates(sequence!.shape, changed, stepsOf(sequences, 0));
      const code = slowCode(changed, states, states.length - 1).map((value, i) => (value - fusion!.codes.mean[i]!) * fusion!.codes.scale);
      const own = [...matrix.scaled.subarray(row * matrix.features, (row + 1) * matrix.features), ...code];
      const out = encoder.reduce<readonly number[]>((values, { outputs, activation, kernel, bias }) => {
        const made = Array.from(bias, (b, o) => values.reduce((sum, value, i) => sum + value * kernel[i * outputs + o]!, b));
        return activation === 'relu' ? made.map((value) => Math.max(0, value)) : made;
      }, own);
      const square = (label: number) => out.reduce((sum, value, d) => sum + (value - segmentation.centres[label * CODE + d]!) ** 2, 0);
      const label = segmentation.labels[row]!;
      return square(1 - label) - square(label);
    };
    expect(look.margin).toBeCloseTo(margin(-1, 0), 2);
    const { levels } = sequence!.shape;
    const byRow = new Map<number, number>();
    look.contributions.forEach((value, at) => {
      const field = at % levels.length;
      const embedded = levels.slice(0, field).reduce((sum, count) => sum + count, 0) + sequences.tokens[at]!;
      byRow.set(embedded, (byRow.get(embedded) ?? 0) + value);
    });
    const scale = Math.max(...[...byRow.values()].map(Math.abs));
    expect(scale).toBeGreaterThan(0);
    for (const [embedded, sum] of byRow) {
      expect(Math.abs((margin(embedded, 1e-5) - margin(embedded, -1e-5)) / 2e-5 - sum) / scale).toBeLessThan(1e-3);
    }
  });

  it('has layers before and after its code', async () => {
    const result = await fusedResult(() => true);
    const found = (await activations(result, 1))!;
    expect(found.layers.map(({ kind, units }) => [kind, units])).toEqual([
      ['hidden', HIDDEN],
      ['code', CODE],
      ['restoring', HIDDEN],
    ]);
    const rows = Array.from({ length: 40 }, (_, i) => found.values.slice(CODE * i, CODE * (i + 1)).join());
    const codes = Array.from({ length: 40 }, (_, row) => result.embedding.data.slice(CODE * row, CODE * (row + 1)).join());
    expect(rows.sort()).toEqual(codes.sort());
  });
});
