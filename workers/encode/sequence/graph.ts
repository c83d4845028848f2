import {
  add,
  cast,
  concat,
  fill,
  mean,
  mul,
  oneHot,
  relu,
  reshape,
  scalar,
  sigmoid,
  slice,
  softmax,
  split,
  sqrt,
  square,
  sub,
  div,
  tanh,
  tensor2d,
  tensor3d,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { SequenceShape } from '../../protocol/sequences';
import { product } from '../product';
import { CODE_NOISE } from './hide';
import { dilationOf, headsOf, TAPS, weightsOf } from './layout';
import { NORM_EPSILON } from './rows';

export type Weights = Readonly<Record<string, Tensor2D>>;

/** The flat parameters cut into their matrices. Differentiable. */
export function cutWeights(shape: SequenceShape, parameters: Tensor1D): Weights {
  const weights = weightsOf(shape);
  const parts = split(
    parameters,
    weights.map(({ rows, columns }) => rows * columns),
  ) as Tensor1D[];
  return Object.fromEntries(weights.map(({ name, rows, columns }, i) => [name, reshape(parts[i]!, [rows, columns]) as Tensor2D]));
}

/**
 * The same network as {@link forwardPass}, as tensor operations on a batch. Rows are in order of time, users within it (row t·users + u),
 * so that a step of a recurrent layer and a shift in time are slices. Embeddings are one-hot rows times a matrix: the gradient of a gather
 * is missing on wasm.
 *
 * @param levels one a field: time·users level ids
 * @param kept 1 for steps that are read, 0 for masked ones, (time·users) × 1; null: all
 * @returns states of the last layer, (time·users) × width
 */
export function states(
  shape: SequenceShape,
  weights: Weights,
  levels: readonly Tensor1D[],
  time: number,
  users: number,
  kept: Tensor2D | null,
): { words: Tensor2D; states: Tensor2D } {
  const { architecture, width, layers } = shape;
  const words = concat(
    levels.map((ids, f) => oneHot(ids, shape.levels[f]!) as Tensor2D),
    1,
  );
  // Asked for floats, wasm writes the bits of an integer 1.
  let rows: Tensor2D = product(cast(words, 'float32'), weights.embedding!);
  if (kept !== null) rows = mul(rows, kept);
  const embedded = rows;
  if (architecture === 'transformer') {
    const position = reshape(slice(weights.position!, [0, 0], [time, width]), [time, 1, width]);
    rows = reshape(add(reshape(rows, [time, users, width]), position), [time * users, width]);
  }
  for (let layer = 0; layer < layers; layer++) {
    const named = (name: string): Tensor2D => weights[`${name}${layer}`]!;
    if (architecture === 'gru') rows = gru(rows, time, users, width, named);
    if (architecture === 'lstm') rows = lstm(rows, time, users, width, named);
    if (architecture === 'cnn') rows = cnn(rows, time, users, width, named, dilationOf(layer));
    if (architecture === 'transformer') rows = transformer(rows, time, users, width, named);
  }
  if (architecture === 'transformer') rows = norm(rows, weights.finalScale!, weights.finalShift!);
  return { words: embedded, states: rows };
}

/**
 * Of the steps before one that is foretold, those that its user's code is made of: the first half. What tells of the last steps alone is of no
 * use by then, so that the code says who a user is rather than where in a habit (for the same end van den Oord et al. 2018 foretell several
 * steps ahead).
 */
const stepsHeard = (before: number): number => Math.floor(before / 2);

/** What each user's code is where a step is foretold: the mean of the states after {@link stepsHeard}, through a linear layer. (time·users) × code. */
export function codes(weights: Weights, rows: Tensor2D, time: number, users: number): Tensor2D {
  return add(product(pooled(rows, time, users, stepsHeard), weights.code!), weights.codeBias!);
}

/**
 * The mean of the states after each of a user's first steps; of no steps the state before the first. (time·users) × width.
 *
 * @param first how many of the first steps, at a position after so many
 */
export function pooled(rows: Tensor2D, time: number, users: number, first: (before: number) => number = (before) => before): Tensor2D {
  const width = rows.shape[1];
  const averages = new Float32Array(time * time);
  for (let t = 0; t < time; t++) {
    const steps = first(t);
    if (steps === 0) averages[t * time] = 1;
    else averages.fill(1 / steps, t * time + 1, t * time + steps + 1);
  }
  const means = product(tensor2d(averages, [time, time]), reshape(rows, [time, users * width]) as Tensor2D);
  return reshape(means, [time * users, width]);
}

/**
 * What is foretold of the next step by habit: from the last step as it is and the user's code, in deviations of its noise. (time·users) ×
 * width.
 */
export function habits(weights: Weights, words: Tensor2D, code: Tensor2D): Tensor2D {
  const heard = mul(code, scalar(1 / CODE_NOISE)) as Tensor2D;
  return relu(add(product(concat([words, heard], 1), weights.habit!), weights.habitBias!));
}

type Named = (name: string) => Tensor2D;

function gru(inputs: Tensor2D, time: number, users: number, width: number, weight: Named): Tensor2D {
  const gates = split(add(product(inputs, weight('input')), weight('bias')), time) as Tensor2D[];
  const stateWeights = weight('state');
  const candidateBias = weight('candidateBias');
  let state = zeros([users, width]) as Tensor2D;
  const all: Tensor2D[] = [];
  for (const gate of gates) {
    const [switches, content] = split(gate, [2 * width, width], 1) as [Tensor2D, Tensor2D];
    const [recurrentSwitches, recurrentContent] = split(product(state, stateWeights), [2 * width, width], 1) as [Tensor2D, Tensor2D];
    const [reset, update] = split(sigmoid(add(switches, recurrentSwitches)), 2, 1) as [Tensor2D, Tensor2D];
    const candidate = tanh(add(content, mul(reset, add(recurrentContent, candidateBias))));
    state = add(candidate, mul(update, sub(state, candidate)));
    all.push(state);
  }
  return concat(all, 0);
}

function lstm(inputs: Tensor2D, time: number, users: number, width: number, weight: Named): Tensor2D {
  const gates = split(add(product(inputs, weight('input')), weight('bias')), time) as Tensor2D[];
  const stateWeights = weight('state');
  let state = zeros([users, width]) as Tensor2D;
  let cell = zeros([users, width]) as Tensor2D;
  const all: Tensor2D[] = [];
  for (const gate of gates) {
    const [switches, content] = split(add(gate, product(state, stateWeights)), [3 * width, width], 1) as [Tensor2D, Tensor2D];
    const [input, forget, output] = split(sigmoid(switches), 3, 1) as [Tensor2D, Tensor2D, Tensor2D];
    cell = add(mul(forget, cell), mul(input, tanh(content)));
    state = mul(output, tanh(cell));
    all.push(state);
  }
  return concat(all, 0);
}

function cnn(inputs: Tensor2D, time: number, users: number, width: number, weight: Named, dilation: number): Tensor2D {
  // tfjs pads no convolution causally and has no gradient for a dilated one: the taps are slices beside each other.
  const taps = Array.from({ length: TAPS }, (_, tap) => later(inputs, time, users, width, tap * dilation));
  const convolved = relu(add(product(concat(taps, 1), weight('taps')), weight('bias')));
  return add(inputs, convolved);
}

/** Each row moved `steps` steps into the future, zeros before. */
function later(rows: Tensor2D, time: number, users: number, width: number, steps: number): Tensor2D {
  if (steps === 0) return rows;
  if (steps >= time) return zeros([time * users, width]);
  return concat([zeros([steps * users, width]) as Tensor2D, slice(rows, [0, 0], [(time - steps) * users, width])], 0);
}

function transformer(inputs: Tensor2D, time: number, users: number, width: number, weight: Named): Tensor2D {
  const heads = headsOf({ width });
  const each = width / heads;
  const normed = norm(inputs, weight('attentionScale'), weight('attentionShift'));
  /** Batches of heads: (users·heads) × time × each. */
  const byHead = (rows: Tensor): Tensor3D =>
    reshape(transpose(reshape(rows, [time, users, heads, each]), [1, 2, 0, 3]), [users * heads, time, each]) as Tensor3D;
  const [query, key, value] = (split(product(normed, weight('query')), 3, 1) as Tensor2D[]).map(byHead) as [Tensor3D, Tensor3D, Tensor3D];
  const scores = add(mul(product(query, transpose(key, [0, 2, 1])), scalar(1 / Math.sqrt(each))), future(time));
  const perHead = reshape(product(softmax(scores), value), [users, heads, time, each]);
  const attended: Tensor2D = reshape(transpose(perHead, [2, 0, 1, 3]), [time * users, width]);
  const between: Tensor2D = add(inputs, product(attended, weight('out')));
  const again = norm(between, weight('forwardScale'), weight('forwardShift'));
  const up = relu(add(product(again, weight('up')), weight('upBias')));
  return add(between, add(product(up, weight('down')), weight('downBias')));
}

/** Added to scores: a step does not see those after it. */
function future(time: number): Tensor3D {
  const values = new Float32Array(time * time);
  for (let t = 0; t < time; t++) for (let s = t + 1; s < time; s++) values[t * time + s] = -1e9;
  return tensor3d(values, [1, time, time]);
}

function norm(rows: Tensor2D, scale: Tensor2D, shift: Tensor2D): Tensor2D {
  const centred = sub(rows, mean(rows, 1, true));
  const variance = mean(square(centred), 1, true);
  return add(mul(div(centred, sqrt(add(variance, fill([1, 1], NORM_EPSILON)))), scale), shift);
}
