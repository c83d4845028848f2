import { headsOf } from '../encode/sequence/layout';
import type { SequenceShape } from '../protocol/sequences';

/**
 * What each position of a Transformer attends to, mean over layers and heads: positions × positions, each row sums to 1 and is 0 after the diagonal. A picture
 * of where it looks, no measure of what that is worth (Jain & Wallace 2019).
 *
 * @param traced what a forward pass left, by name
 */
export function meanAttention(
  { width, layers }: Pick<SequenceShape, 'width' | 'layers'>,
  traced: ReadonlyMap<string, Float32Array>,
  positions: number,
): Float32Array {
  const heads = headsOf({ width });
  const size = positions * positions;
  const mean = new Float32Array(size);
  for (let layer = 0; layer < layers; layer++) {
    const shares = traced.get(`shares${layer}`)!;
    for (let at = 0; at < shares.length; at++) mean[at % size]! += shares[at]! / (layers * heads);
  }
  return mean;
}
