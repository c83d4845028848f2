import { dilationOf, TAPS } from '../../encode/sequence/layout';
import { back, throughRelu, type LayerGradient } from './layer';

/** Each tap gives its part back to the step that it was taken from; the residual passes as it is. */
export const cnnGradient: LayerGradient = ({ count, width, layer, weight, traced }, gradient) => {
  const inputs = gradient.slice();
  const taps = back(throughRelu(gradient.slice(), traced('convolved')), count, width, weight('taps'), TAPS * width);
  for (let t = 0; t < count; t++) {
    for (let tap = 0; tap < TAPS; tap++) {
      const source = t - tap * dilationOf(layer);
      if (source < 0) continue;
      for (let i = 0; i < width; i++) inputs[source * width + i]! += taps[(t * TAPS + tap) * width + i]!;
    }
  }
  return inputs;
};
