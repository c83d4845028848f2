import { viewWeights } from '../../encode/sequence/layout';
import type { SequenceModel } from '../../protocol/sequences';
import { cnnGradient } from './cnn';
import { gruGradient } from './gru';
import { back } from './layer';
import { addLayerNormBack } from './layer-norm';
import { lstmGradient } from './lstm';
import { transformerGradient } from './transformer';

export { denseGradient } from './dense';

const GRADIENTS = { gru: gruGradient, lstm: lstmGradient, cnn: cnnGradient, transformer: transformerGradient };

/**
 * The gradient of a number that depends on a user's code, with respect to what the network is given at each position: the sum of the embeddings of the
 * step's words. On the plain arrays that the code itself is computed on, hence the same on every backend.
 *
 * @param traced what a forward pass with these weights left, by name (`Trace`)
 * @param steps of the user
 * @param gradient with respect to the code
 * @returns (steps + 1) × width: the position before the first step, then the steps
 */
export function inputGradient(
  { shape, parameters }: Pick<SequenceModel, 'shape' | 'parameters'>,
  traced: ReadonlyMap<string, Float32Array>,
  steps: number,
  gradient: Float64Array,
): Float64Array {
  const { architecture, width, layers, code } = shape;
  const weights = viewWeights(shape, parameters);
  const count = steps + 1;
  // The code is the mean of the states after each step, through a linear layer; of a user without steps, the state before the first.
  const from = steps === 0 ? 0 : 1;
  const pooled = back(gradient, 1, code, weights.code!, width);
  let carried = new Float64Array(count * width);
  for (let t = from; t < count; t++) for (let i = 0; i < width; i++) carried[t * width + i] = pooled[i]! / (count - from);
  if (architecture === 'transformer') {
    carried = normed(carried, traced.get('states')!, count, width, weights.finalScale!);
  }
  for (let layer = layers - 1; layer >= 0; layer--) {
    const outputs = layer === layers - 1 ? traced.get('states')! : traced.get(`inputs${layer + 1}`)!;
    const pass = {
      inputs: traced.get(`inputs${layer}`)!,
      count,
      width,
      layer,
      weight: (name: string) => weights[`${name}${layer}`]!,
      traced: (name: string) => (name === 'outputs' ? outputs : traced.get(`${name}${layer}`)!),
    };
    carried = GRADIENTS[architecture](pass, carried) as Float64Array<ArrayBuffer>;
  }
  return carried;
}

const normed = (gradient: Float64Array, states: Float32Array, count: number, width: number, scale: Float32Array) =>
  addLayerNormBack(new Float64Array(gradient.length), gradient, states, count, width, scale) as Float64Array<ArrayBuffer>;
