import type { SequenceShape } from '../../protocol/sequences';
import { dilationOf, FEED_FORWARD, headsOf, TAPS, viewWeights } from './layout';
import { addBias, addProduct, layerNorm, relu, sigmoid } from './rows';

/**
 * Told what a layer computes on its way, by its name and the layer's number, as weights are named. Rows are positions.
 *
 * - all: `inputs0` …, count × width; after the last layer `states`
 * - gru: `gates`, count × 4·width: reset, update, candidate, and what the reset gate lets into the candidate
 * - lstm: `gates`, count × 4·width in the order of the weights; `cells`
 * - cnn: `convolved`, count × width
 * - transformer: `projected`, count × 3·width; `shares`, heads × count × count, what each position attends to; `between`; `up`
 */
export type Trace = (name: string, values: Float32Array) => void;

/** The states of one user's steps: on position 0, before the first step, what is expected of anybody. */
export type Forward = (tokens: Uint8Array, from: number, steps: number, trace?: Trace) => Float32Array;

/**
 * A network on plain arrays, so that an embedding does not depend on a GPU's rounding more than the training does.
 *
 * @returns states of the last layer, (steps + 1) × width, row-major
 */
export function forwardPass(shape: SequenceShape, parameters: Float32Array): Forward {
  const weights = viewWeights(shape, parameters);
  const { width, levels, layers, architecture } = shape;
  const offsets = levels.map((_, f) => levels.slice(0, f).reduce((sum, count) => sum + count, 0));
  const run = { gru, lstm, cnn, transformer }[architecture];
  return (tokens, from, steps, trace) => {
    const count = steps + 1;
    const inputs = new Float32Array(count * width);
    for (let t = 0; t < count; t++) {
      for (let f = 0; f < levels.length; f++) {
        const level = t === 0 ? 0 : tokens[(from + t - 1) * levels.length + f]!;
        const row = (offsets[f]! + level) * width;
        for (let i = 0; i < width; i++) inputs[t * width + i]! += weights.embedding![row + i]!;
      }
    }
    let states: Float32Array = inputs;
    if (architecture === 'transformer') for (let i = 0; i < states.length; i++) states[i]! += weights.position![i]!;
    for (let layer = 0; layer < layers; layer++) {
      const named = (name: string): Float32Array => weights[`${name}${layer}`]!;
      trace?.(`inputs${layer}`, states);
      states = run(states, count, width, named, layer, trace && ((name, values) => trace(`${name}${layer}`, values)));
    }
    trace?.('states', states);
    if (architecture === 'transformer') states = layerNorm(states, count, width, weights.finalScale!, weights.finalShift!);
    return states;
  };
}

type Layer = (
  inputs: Float32Array,
  count: number,
  width: number,
  weight: (name: string) => Float32Array,
  layer: number,
  trace: Trace | undefined,
) => Float32Array;

/** Cho et al. 2014, with the reset gate after the product (as in cuDNN). Gates in the order reset, update, candidate. */
const gru: Layer = (inputs, count, width, weight, _, trace) => {
  const gates = addBias(addProduct(null, inputs, count, width, weight('input'), 3 * width), weight('bias'));
  const states = new Float32Array(count * width);
  const candidateBias = weight('candidateBias');
  const told = trace && new Float32Array(count * 4 * width);
  let before = new Float32Array(width);
  for (let t = 0; t < count; t++) {
    const recurrent = addProduct(null, before, 1, width, weight('state'), 3 * width);
    const state = states.subarray(t * width, (t + 1) * width);
    for (let i = 0; i < width; i++) {
      const at = t * 3 * width + i;
      const reset = sigmoid(gates[at]! + recurrent[i]!);
      const update = sigmoid(gates[at + width]! + recurrent[width + i]!);
      const recalled = recurrent[2 * width + i]! + candidateBias[i]!;
      const candidate = Math.tanh(gates[at + 2 * width]! + reset * recalled);
      state[i] = candidate + update * (before[i]! - candidate);
      if (told) {
        const to = 4 * t * width + i;
        told[to] = reset;
        told[to + width] = update;
        told[to + 2 * width] = candidate;
        told[to + 3 * width] = recalled;
      }
    }
    before = state as Float32Array<ArrayBuffer>;
  }
  if (told) trace('gates', told);
  return states;
};

/** Hochreiter & Schmidhuber 1997, with a forget gate (Gers et al. 2000). Gates in the order input, forget, output, candidate. */
const lstm: Layer = (inputs, count, width, weight, _, trace) => {
  const gates = addBias(addProduct(null, inputs, count, width, weight('input'), 4 * width), weight('bias'));
  const states = new Float32Array(count * width);
  const cell = new Float32Array(width);
  const cells = trace && new Float32Array(count * width);
  let before = new Float32Array(width);
  for (let t = 0; t < count; t++) {
    const row = gates.subarray(t * 4 * width, (t + 1) * 4 * width);
    addProduct(row, before, 1, width, weight('state'), 4 * width);
    const state = states.subarray(t * width, (t + 1) * width);
    for (let i = 0; i < width; i++) {
      cell[i] = sigmoid(row[width + i]!) * cell[i]! + sigmoid(row[i]!) * Math.tanh(row[3 * width + i]!);
      state[i] = sigmoid(row[2 * width + i]!) * Math.tanh(cell[i]!);
    }
    cells?.set(cell, t * width);
    before = state as Float32Array<ArrayBuffer>;
  }
  if (cells) {
    const candidate = (i: number) => Math.floor(i / width) % 4 === 3;
    trace(
      'gates',
      gates.map((value, i) => (candidate(i) ? Math.tanh(value) : sigmoid(value))),
    );
    trace('cells', cells);
  }
  return states;
};

/** A causal convolution with dilation and a residual (van den Oord et al. 2016; Bai et al. 2018): steps before the first are zero. */
const cnn: Layer = (inputs, count, width, weight, layer, trace) => {
  const gathered = new Float32Array(count * TAPS * width);
  for (let t = 0; t < count; t++) {
    for (let tap = 0; tap < TAPS; tap++) {
      const source = t - tap * dilationOf(layer);
      if (source >= 0) gathered.set(inputs.subarray(source * width, (source + 1) * width), (t * TAPS + tap) * width);
    }
  }
  const states = relu(addBias(addProduct(null, gathered, count, TAPS * width, weight('taps'), width), weight('bias')));
  trace?.('convolved', states.slice());
  for (let i = 0; i < states.length; i++) states[i]! += inputs[i]!;
  return states;
};

/** Causal self-attention and a feed-forward layer, each after a layer norm and beside a residual (Vaswani et al. 2017; Xiong et al. 2020). */
const transformer: Layer = (inputs, count, width, weight, _, trace) => {
  const heads = headsOf({ width });
  const each = width / heads;
  const normed = layerNorm(inputs, count, width, weight('attentionScale'), weight('attentionShift'));
  const projected = addProduct(null, normed, count, width, weight('query'), 3 * width);
  const attended = new Float32Array(count * width);
  const scores = new Float64Array(count);
  const shares = trace && new Float32Array(heads * count * count);
  for (let head = 0; head < heads; head++) {
    for (let t = 0; t < count; t++) {
      const query = t * 3 * width + head * each;
      let highest = -Infinity;
      for (let s = 0; s <= t; s++) {
        const key = s * 3 * width + width + head * each;
        let score = 0;
        for (let i = 0; i < each; i++) score += projected[query + i]! * projected[key + i]!;
        scores[s] = score / Math.sqrt(each);
        if (scores[s]! > highest) highest = scores[s]!;
      }
      let total = 0;
      for (let s = 0; s <= t; s++) total += scores[s] = Math.exp(scores[s]! - highest);
      for (let s = 0; s <= t; s++) {
        const value = s * 3 * width + 2 * width + head * each;
        const share = scores[s]! / total;
        if (shares) shares[(head * count + t) * count + s] = share;
        for (let i = 0; i < each; i++) attended[t * width + head * each + i]! += share * projected[value + i]!;
      }
    }
  }
  const between = addProduct(inputs.slice(), attended, count, width, weight('out'), width);
  trace?.('between', between.slice());
  const again = layerNorm(between, count, width, weight('forwardScale'), weight('forwardShift'));
  const up = relu(addBias(addProduct(null, again, count, width, weight('up'), FEED_FORWARD * width), weight('upBias')));
  if (shares) {
    trace('projected', projected);
    trace('shares', shares);
    trace('up', up);
  }
  return addBias(addProduct(between, up, count, FEED_FORWARD * width, weight('down'), width), weight('downBias'));
};
