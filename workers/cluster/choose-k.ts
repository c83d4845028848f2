import type { KChoice, KValidity } from '../protocol/model';

/** Silhouette alone favours k = 2, which tells a marketer little: k is preselected in this range. */
export const CHOICE_RANGE = [3, 8] as const;
/** A segment whose mean bootstrap Jaccard is at least this is stable (Hennig 2007). */
export const STABLE_JACCARD = 0.75;
/** Share of the best silhouette in the range that a finer segmentation must keep. */
export const SILHOUETTE_SHARE = 0.85;

/**
 * The largest k in 3…8 whose segments are all stable and whose silhouette is at least 85 % of the best in that range; failing that, the k
 * with the best silhouette there (the smaller k of equals). A file of so few users that no k of the range exists is judged over the k there are.
 * `manual` overrides the rule and keeps the figures of the rule's range. `validity` must not be empty.
 */
export function chooseK(validity: readonly KValidity[], manual: number | null): KChoice {
  const inRange = validity.filter(({ k }) => k >= CHOICE_RANGE[0] && k <= CHOICE_RANGE[1]);
  const candidates = [...(inRange.length > 0 ? inRange : validity)].sort((a, b) => a.k - b.k);
  const best = candidates.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  const figures = { bestK: best.k, bestSilhouette: best.silhouette };
  if (manual !== null) return { k: manual, rule: 'manual', ...figures };
  const stable = candidates.filter(
    ({ stability, silhouette }) =>
      silhouette >= SILHOUETTE_SHARE * best.silhouette && stability.every((jaccard) => jaccard >= STABLE_JACCARD),
  );
  const chosen = stable.at(-1);
  return chosen ? { k: chosen.k, rule: 'stable', ...figures } : { k: best.k, rule: 'best-silhouette', ...figures };
}
