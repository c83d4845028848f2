import { random, shuffle } from '../math/random';

/** Each thing is shuffled so many times, and the mean taken. */
export const REPEATS = 5;

/**
 * For each repeat one order of 0…count−1 that follows from the seed. All that is shuffled in a repeat is shuffled alike, so that what is compared differs
 * in nothing else.
 */
export function shuffles(count: number, seed: number, of: string): Uint32Array[] {
  return Array.from({ length: REPEATS }, (_, repeat) => {
    const order = Uint32Array.from({ length: count }, (_v, i) => i);
    shuffle(order, random(seed, 'explain', of, repeat));
    return order;
  });
}

/** Share of pairs of rows with different labels: 1 − Σ p². */
export function chanceOfOther(labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return 1 - [...counts.values()].reduce((sum, count) => sum + (count / labels.length) ** 2, 0);
}
