import * as v from 'valibot';
import { sizeOf, weightsOf } from '../encode';
import type { PlacingNetwork } from '../protocol/assignment';
import { checkedAbout } from './sequence-tensors';

const Kept = v.object({
  shape: v.unknown(),
  vocabulary: v.unknown(),
  temperature: v.pipe(v.number(), v.finite(), v.minValue(Number.MIN_VALUE)),
  parameters: v.instance(Float32Array),
});

/**
 * A network that was kept, or came with an archive, as one that tells `classes` segments apart.
 *
 * @throws RangeError, v.ValiError where it is none
 */
export function checkedNetwork(value: unknown, classes: number): PlacingNetwork {
  const { temperature, parameters, ...told } = v.parse(Kept, value);
  const about = checkedAbout({ shape: told.shape, vocabulary: told.vocabulary });
  if (about.shape.classes !== classes || parameters.length !== sizeOf(weightsOf(about.shape))) throw new RangeError('network');
  return { ...about, parameters, temperature };
}
