import type { KValidity } from '../../../workers/protocol/model';

/** Kaufman & Rousseeuw (1990): above 0.7 strong, 0.5 reasonable, 0.25 weak structure, below none. */
export function silhouetteWord(value: number): 'strong' | 'reasonable' | 'weak' | 'none' {
  if (value > 0.7) return 'strong';
  if (value > 0.5) return 'reasonable';
  return value > 0.25 ? 'weak' : 'none';
}

/** Below 1 every segment is narrower than its gap to the next; at 2 they are twice as wide. */
export function daviesBouldinWord(value: number): 'good' | 'fair' | 'poor' {
  if (value < 1) return 'good';
  return value < 2 ? 'fair' : 'poor';
}

/** Hennig: under 0.60 unstable, to 0.75 doubtful, to 0.85 stable, above highly stable. */
export function stabilityWord(value: number): 'unstable' | 'doubtful' | 'stable' | 'highly-stable' {
  if (value < 0.6) return 'unstable';
  if (value < 0.75) return 'doubtful';
  return value < 0.85 ? 'stable' : 'highly-stable';
}

/** A segment of which less comes back cannot be relied on: Hennig's bound between doubtful and stable. */
export const isShaky = (jaccard: number): boolean => jaccard < 0.75;

/** How many segments do not come back when the users are drawn anew: of a method that finds their number, what tells regions from accidents. */
export const unstableAmong = (stability: readonly number[]): number => stability.filter((one) => stabilityWord(one) === 'unstable').length;

/** The k with the highest Calinski–Harabasz of all tried. */
export function bestCalinskiHarabasz(validity: readonly KValidity[]): number {
  return validity.reduce((best, one) => (one.calinskiHarabasz > best.calinskiHarabasz ? one : best), validity[0]!).k;
}
