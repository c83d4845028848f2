import type { ClassReader } from '../encode/sequence/class-reader';
import type { Sequences } from '../encode/sequence/tokens';
import { breather } from '../math/breathe';
import { fitTemperature } from '../math/temperature';
import { EVENTS_SEEN } from '../protocol/assignment';
import { throwIfAborted } from '../protocol/errors';

/**
 * What the network's logits are divided by to be probabilities that can be counted on: learned ({@link fitTemperature}) on some users by their first 1, 2, 3, 5 … events,
 * as many of them as each user has. What is most probable stays so.
 *
 * @param users who did not teach the network
 * @throws AppError `cancelled`
 */
export async function temperatureOf(
  reader: ClassReader,
  { sequences, labels, users }: { readonly sequences: Sequences; readonly labels: ArrayLike<number>; readonly users: Uint32Array },
  classes: number,
  signal?: AbortSignal,
): Promise<number> {
  const breathe = breather();
  const scores: number[] = [];
  const taken: number[] = [];
  for (const user of users) {
    const logits = reader.logits(sequences, user);
    for (const events of EVENTS_SEEN) {
      if (events * classes > logits.length) break;
      scores.push(...logits.subarray((events - 1) * classes, events * classes));
      for (let label = 0; label < classes; label++) taken.push(label === labels[user] ? 1 : 0);
    }
    await breathe();
    throwIfAborted(signal);
  }
  return fitTemperature(Float64Array.from(scores), taken, classes);
}
