import { random } from '../../math/random';
import type { SequenceShape } from '../../protocol/sequences';

/** Taps of a causal convolution: the step itself and two before it, `dilation` and twice `dilation` steps back. */
export const TAPS = 3;
/** A Transformer's feed-forward layer is so many times as wide as its states. */
export const FEED_FORWARD = 4;
const HEAD_WIDTH = 16;

/** One weight matrix (or a vector: one row) and how it begins. */
export interface Weight {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly begin: 'embedding' | 'glorot' | 'zeros' | 'ones' | 'forget';
}

const matrix = (name: string, rows: number, columns: number): Weight => ({ name, rows, columns, begin: 'glorot' });
const vector = (name: string, columns: number, begin: Weight['begin'] = 'zeros'): Weight => ({ name, rows: 1, columns, begin });

export const headsOf = ({ width }: Pick<SequenceShape, 'width'>): number => Math.max(1, Math.floor(width / HEAD_WIDTH));

/** Doubled from layer to layer, so that four layers see 31 steps. */
export const dilationOf = (layer: number): number => 2 ** layer;

/** The weights of a network, in the order in which they lie in its one array of parameters. */
export function weightsOf(shape: SequenceShape): Weight[] {
  const { architecture, levels, predicted, width, layers, steps, code, classes } = shape;
  const rows = levels.reduce((sum, count) => sum + count, 0);
  const weights: Weight[] = [{ name: 'embedding', rows, columns: width, begin: 'embedding' }];
  if (architecture === 'transformer') weights.push({ name: 'position', rows: steps + 1, columns: width, begin: 'embedding' });
  for (let layer = 0; layer < layers; layer++) weights.push(...layerWeights(architecture, layer, width));
  if (architecture === 'transformer') weights.push(...norm('final', width));
  if (classes !== undefined) return [...weights, matrix('classHead', 2 * width, classes), vector('classBias', classes)];
  weights.push(matrix('code', width, code), vector('codeBias', code));
  weights.push(matrix('habit', width + code, width), vector('habitBias', width));
  for (const field of predicted) {
    for (const head of ['head', 'habitHead'])
      weights.push(matrix(`${head}${field}`, width, levels[field]!), vector(`${head}Bias${field}`, levels[field]!));
  }
  return weights;
}

function layerWeights(architecture: SequenceShape['architecture'], layer: number, width: number): Weight[] {
  const named = (name: string) => `${name}${layer}`;
  switch (architecture) {
    case 'gru':
      return [
        matrix(named('input'), width, 3 * width),
        matrix(named('state'), width, 3 * width),
        vector(named('bias'), 3 * width),
        vector(named('candidateBias'), width),
      ];
    case 'lstm':
      return [
        matrix(named('input'), width, 4 * width),
        matrix(named('state'), width, 4 * width),
        vector(named('bias'), 4 * width, 'forget'),
      ];
    case 'cnn':
      return [matrix(named('taps'), TAPS * width, width), vector(named('bias'), width)];
    case 'transformer':
      return [
        ...norm('attention', width, named),
        matrix(named('query'), width, 3 * width),
        matrix(named('out'), width, width),
        ...norm('forward', width, named),
        matrix(named('up'), width, FEED_FORWARD * width),
        vector(named('upBias'), FEED_FORWARD * width),
        matrix(named('down'), FEED_FORWARD * width, width),
        vector(named('downBias'), width),
      ];
  }
}

const norm = (name: string, width: number, named = (of: string) => of): Weight[] => [
  vector(named(`${name}Scale`), width, 'ones'),
  vector(named(`${name}Shift`), width),
];

export const sizeOf = (weights: readonly Weight[]): number => weights.reduce((sum, { rows, columns }) => sum + rows * columns, 0);

/** Standard deviation of the embeddings before training. */
const EMBEDDING_DEVIATION = 0.3;

/**
 * Starting values: embeddings normal, matrices Glorot uniform (Glorot & Bengio 2010), biases zero, but one where an LSTM forgets
 * (Jozefowicz et al. 2015), and one for the scales of layer norms.
 */
export function initialWeights(shape: SequenceShape, seed: number): Float32Array {
  const weights = weightsOf(shape);
  const flat = new Float32Array(sizeOf(weights));
  let at = 0;
  for (const { name, rows, columns, begin } of weights) {
    const end = at + rows * columns;
    const rng = random(seed, 'encode', 'sequence', name);
    const limit = Math.sqrt(6 / (rows + columns));
    if (begin === 'embedding') for (; at < end; at++) flat[at] = EMBEDDING_DEVIATION * rng.normal();
    if (begin === 'glorot') for (; at < end; at++) flat[at] = limit * (2 * rng.next() - 1);
    if (begin === 'ones') flat.fill(1, at, end);
    // Gates lie in the order input, forget, output, candidate.
    if (begin === 'forget') flat.fill(1, at + columns / 4, at + columns / 2);
    at = end;
  }
  return flat;
}

/** Views of the weights in an array of parameters, by name. @throws RangeError where the array has another length */
export function viewWeights(shape: SequenceShape, parameters: Float32Array): Readonly<Record<string, Float32Array>> {
  const weights = weightsOf(shape);
  if (sizeOf(weights) !== parameters.length) throw new RangeError('the parameters are not those of the shape');
  let at = 0;
  return Object.fromEntries(
    weights.map(({ name, rows, columns }) => {
      const view = parameters.subarray(at, at + rows * columns);
      at += view.length;
      return [name, view];
    }),
  );
}
