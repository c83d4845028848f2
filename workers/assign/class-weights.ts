import { LEAST_TAUGHT } from '../protocol/assignment';
import type { ClassWeights } from '../protocol/training-recipe';

/**
 * What a user of each class weighs in training: 1, or n / (classes · users of the class) where they are balanced, so that every class weighs as
 * much as any other. A class too rare to be learned weighs as one of {@link LEAST_TAUGHT} users would.
 */
export function classWeights(labels: ArrayLike<number>, classes: number, kind: ClassWeights): Float32Array {
  const weights = new Float32Array(classes).fill(1);
  if (kind === 'none') return weights;
  const users = countsOf(labels, classes);
  const present = users.reduce((count, n) => count + (n > 0 ? 1 : 0), 0);
  return weights.map((_, at) => labels.length / (present * Math.max(LEAST_TAUGHT, users[at]!)));
}

/** Users by class. */
export function countsOf(labels: ArrayLike<number>, classes: number): Uint32Array {
  const counts = new Uint32Array(classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  return counts;
}
