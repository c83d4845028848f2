import type { DenseWeights } from '../protocol/model';

/** Rows taken through a layer together, so that each weight that is read serves four of them. */
const BLOCK = 4;

/**
 * Rows through dense layers on plain arrays: x·kernel + bias, then the activation, summed in float64. The same on every
 * machine, whatever trained the weights.
 *
 * @param rows users × inputs of the first layer, row-major
 * @returns users × outputs of the last layer, row-major; a copy of the rows if there are no layers
 */
export function applyEncoder(weights: readonly DenseWeights[], rows: Float32Array, users: number): Float32Array {
  const first = weights[0];
  if (first === undefined) return rows.slice();
  if (rows.length !== users * first.inputs) throw new RangeError(`expected ${users} x ${first.inputs} values, got ${rows.length}`);
  const layers = weights.map(prepare);
  const widest = Math.max(first.inputs, ...weights.map((layer) => layer.outputs));
  const width = weights[weights.length - 1]!.outputs;
  const result = new Float32Array(users * width);
  let input = new Float64Array(BLOCK * widest);
  let output = new Float64Array(BLOCK * widest);
  for (let from = 0; from < users; from += BLOCK) {
    const count = Math.min(BLOCK, users - from);
    for (let i = 0; i < count * first.inputs; i++) input[i] = rows[from * first.inputs + i]!;
    for (const layer of layers) {
      forward(layer, input, output);
      [input, output] = [output, input];
    }
    for (let i = 0; i < count * width; i++) result[from * width + i] = input[i]!;
  }
  return result;
}

/** Mean squared error of what the layers make of the rows, over the users whose mask entry equals `take` (all without a mask). */
export function reconstructionLoss(
  weights: readonly DenseWeights[],
  rows: Float32Array,
  users: number,
  mask: Uint8Array | null = null,
  take = 1,
): number {
  const features = weights[0]?.inputs ?? 0;
  const chosen = mask === null ? rows : pick(rows, users, features, mask, take);
  const count = features === 0 ? 0 : chosen.length / features;
  if (count === 0) return 0;
  const made = applyEncoder(weights, chosen, count);
  let sum = 0;
  for (let i = 0; i < chosen.length; i++) sum += (made[i]! - chosen[i]!) ** 2;
  return sum / chosen.length;
}

/** The rows whose mask entry equals `take`, in order. */
export function pick(rows: Float32Array, users: number, features: number, mask: Uint8Array, take: number): Float32Array {
  let count = 0;
  for (let u = 0; u < users; u++) if (mask[u] === take) count++;
  const picked = new Float32Array(count * features);
  let at = 0;
  for (let u = 0; u < users; u++) {
    if (mask[u] !== take) continue;
    picked.set(rows.subarray(u * features, (u + 1) * features), at);
    at += features;
  }
  return picked;
}

interface Prepared {
  readonly inputs: number;
  readonly outputs: number;
  readonly rectify: boolean;
  /** outputs × inputs. */
  readonly kernel: Float64Array;
  readonly bias: Float64Array;
}

function prepare({ inputs, outputs, activation, kernel, bias }: DenseWeights): Prepared {
  const transposed = new Float64Array(inputs * outputs);
  for (let i = 0; i < inputs; i++) for (let o = 0; o < outputs; o++) transposed[o * inputs + i] = kernel[i * outputs + o]!;
  return { inputs, outputs, rectify: activation === 'relu', kernel: transposed, bias: Float64Array.from(bias) };
}

/** Always takes a whole block; rows past the end of the data hold leftovers and are thrown away. */
function forward({ inputs, outputs, rectify, kernel, bias }: Prepared, input: Float64Array, output: Float64Array): void {
  for (let o = 0; o < outputs; o++) {
    const at = o * inputs;
    let s0 = bias[o]!;
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let i = 0; i < inputs; i++) {
      const w = kernel[at + i]!;
      s0 += w * input[i]!;
      s1 += w * input[inputs + i]!;
      s2 += w * input[2 * inputs + i]!;
      s3 += w * input[3 * inputs + i]!;
    }
    output[o] = rectify && s0 < 0 ? 0 : s0;
    output[outputs + o] = rectify && s1 < 0 ? 0 : s1;
    output[2 * outputs + o] = rectify && s2 < 0 ? 0 : s2;
    output[3 * outputs + o] = rectify && s3 < 0 ? 0 : s3;
  }
}
