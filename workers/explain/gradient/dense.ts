import { applyEncoder } from '../../encode';
import type { DenseWeights } from '../../protocol/model';
import { back, throughRelu } from './layer';

/** The gradient of a number with respect to one row that goes into dense layers, from that with respect to what comes out. */
export function denseGradient(layers: readonly DenseWeights[], row: Float32Array, gradient: Float64Array): Float64Array {
  const outputs = layers.map((_, layer) => applyEncoder(layers.slice(0, layer + 1), row, 1));
  let carried: Float64Array = gradient.slice();
  for (let layer = layers.length - 1; layer >= 0; layer--) {
    const { inputs, outputs: width, activation, kernel } = layers[layer]!;
    if (activation === 'relu') carried = throughRelu(carried, outputs[layer]!);
    carried = back(carried, 1, width, kernel, inputs);
  }
  return carried;
}
