import { viewWeights } from '../../encode/sequence/layout';
import type { SequenceModel } from '../../protocol/sequences';
import { cnnGradient } from './cnn';
import { gruGradient } from './gru';
import { back, type LayerPass } from './layer';
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
  const spread = new Float64Array(count * width);
  for (let t = from; t < count; t++) for (let i = 0; i < width; i++) spread[t * width + i] = pooled[i]! / (count - from);
  const last = traced.get('states')!;
  let carried: Float64Array = spread;
  if (architecture === 'transformer') {
    carried = addLayerNormBack(new Float64Array(count * width), spread, last, count, width, weights.finalScale!);
  }
  for (let layer = layers - 1; layer >= 0; layer--) {
    const pass: LayerPass = {
      inputs: traced.get(`inputs${layer}`)!,
      outputs: layer === layers - 1 ? last : traced.get(`inputs${layer + 1}`)!,
      count,
      width,
      layer,
      weight: (name) => weights[`${name}${layer}`]!,
      traced: (name) => traced.get(`${name}${layer}`)!,
    };
    carried = GRADIENTS[architecture](pass, carried);
  }
  return carried;
}
