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
  const widest = 1 + Math.max(first.inputs, ...weights.map((layer) => layer.outputs));
  const width = weights[weights.length - 1]!.outputs;
  const result = new Float32Array(users * width);
  let input = new Float64Array(BLOCK * widest);
  let output = new Float64Array(BLOCK * widest);
  for (let from = 0; from < users; from += BLOCK) {
    // A last block that is not full computes leftovers, which are thrown away.
    const count = Math.min(BLOCK, users - from);
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < first.inputs; i++) input[i * BLOCK + row] = rows[(from + row) * first.inputs + i]!;
    }
    for (const layer of layers) {
      forward(layer, input, output);
      [input, output] = [output, input];
    }
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < width; i++) result[(from + row) * width + i] = input[i * BLOCK + row]!;
    }
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
  /** Outputs × inputs, with a row of zeros more where outputs are odd. */
  readonly kernel: Float64Array;
  readonly bias: Float64Array;
}

function prepare({ inputs, outputs, activation, kernel, bias }: DenseWeights): Prepared {
  const even = outputs + (outputs % 2);
  const transposed = new Float64Array(inputs * even);
  for (let i = 0; i < inputs; i++) for (let o = 0; o < outputs; o++) transposed[o * inputs + i] = kernel[i * outputs + o]!;
  const biases = new Float64Array(even);
  biases.set(bias);
  return { inputs, outputs, rectify: activation === 'relu', kernel: transposed, bias: biases };
}

/** One layer for a block of rows, values of a unit side by side. Two outputs at a time: six loads for eight products. */
function forward({ inputs, outputs, rectify, kernel, bias }: Prepared, input: Float64Array, output: Float64Array): void {
  const end = inputs * BLOCK;
  for (let o = 0; o < outputs; o += 2) {
    let even = o * inputs;
    let odd = even + inputs;
    let s0 = bias[o]!;
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let t0 = bias[o + 1]!;
    let t1 = t0;
    let t2 = t0;
    let t3 = t0;
    for (let i = 0; i < end; i += BLOCK) {
      const w = kernel[even++]!;
      const v = kernel[odd++]!;
      const x0 = input[i]!;
      const x1 = input[i + 1]!;
      const x2 = input[i + 2]!;
      const x3 = input[i + 3]!;
      s0 += w * x0;
      s1 += w * x1;
      s2 += w * x2;
      s3 += w * x3;
      t0 += v * x0;
      t1 += v * x1;
      t2 += v * x2;
      t3 += v * x3;
    }
    const at = o * BLOCK;
    output[at] = rectify && s0 < 0 ? 0 : s0;
    output[at + 1] = rectify && s1 < 0 ? 0 : s1;
    output[at + 2] = rectify && s2 < 0 ? 0 : s2;
    output[at + 3] = rectify && s3 < 0 ? 0 : s3;
    output[at + 4] = rectify && t0 < 0 ? 0 : t0;
    output[at + 5] = rectify && t1 < 0 ? 0 : t1;
    output[at + 6] = rectify && t2 < 0 ? 0 : t2;
    output[at + 7] = rectify && t3 < 0 ? 0 : t3;
  }
}
