import { FEED_FORWARD, headsOf } from '../../encode/sequence/layout';
import { back, throughRelu, type LayerGradient, type LayerPass } from './layer';
import { addLayerNormBack } from './layer-norm';

/** Through the feed-forward layer, then through attention, each with its residual and its norm. */
export const transformerGradient: LayerGradient = (pass, gradient) => {
  const { inputs, count, width, weight, traced } = pass;
  const up = throughRelu(back(gradient, count, width, weight('down'), FEED_FORWARD * width), traced('up'));
  const again = back(up, count, FEED_FORWARD * width, weight('up'), width);
  const between = addLayerNormBack(gradient.slice(), again, traced('between'), count, width, weight('forwardScale'));
  const projected = attentionGradient(pass, back(between, count, width, weight('out'), width));
  const normed = back(projected, count, 3 * width, weight('query'), width);
  return addLayerNormBack(between, normed, inputs, count, width, weight('attentionScale'));
};

/** @returns gradient with respect to queries, keys and values, positions × 3·width */
function attentionGradient({ count, width, traced }: LayerPass, attended: Float64Array): Float64Array {
  const heads = headsOf({ width });
  const each = width / heads;
  const projected = traced('projected');
  const shares = traced('shares');
  const result = new Float64Array(count * 3 * width);
  const pulls = new Float64Array(count);
  for (let head = 0; head < heads; head++) {
    for (let t = 0; t < count; t++) {
      const query = 3 * t * width + head * each;
      const row = (head * count + t) * count;
      let mean = 0;
      for (let s = 0; s <= t; s++) {
        const value = 3 * s * width + 2 * width + head * each;
        let pull = 0;
        for (let i = 0; i < each; i++) {
          const pulled = attended[t * width + head * each + i]!;
          pull += pulled * projected[value + i]!;
          result[value + i]! += shares[row + s]! * pulled;
        }
        pulls[s] = pull;
        mean += shares[row + s]! * pull;
      }
      for (let s = 0; s <= t; s++) {
        const key = 3 * s * width + width + head * each;
        const score = (shares[row + s]! * (pulls[s]! - mean)) / Math.sqrt(each);
        for (let i = 0; i < each; i++) {
          result[query + i]! += score * projected[key + i]!;
          result[key + i]! += score * projected[query + i]!;
        }
      }
    }
  }
  return result;
}
