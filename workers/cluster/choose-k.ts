import type { KChoice, KValidity } from '../protocol/model';

/** Silhouette alone favours k = 2, which tells a marketer little: k is preselected in this range. */
export const CHOICE_RANGE = [3, 8] as const;
/** A segment whose mean bootstrap Jaccard is at least this is stable (Hennig 2007). */
const STABLE_JACCARD = 0.75;
/** Below this a segment is unstable; between the two it is doubtful (Hennig 2007). */
const UNSTABLE_JACCARD = 0.6;
/** Share of the best silhouette in the range that a finer segmentation must keep. */
const SILHOUETTE_SHARE = 0.85;

/**
 * The largest k in 3…8 whose segments are all stable and whose silhouette is at least 85 % of the best in that range; failing that, the k
 * with the best silhouette there (the smaller k of equals). A file of so few users that no k of the range exists is judged over the k there are.
 * `manual` overrides the rule and keeps the figures of the rule's range; so does the k that the encoder was trained for. `validity` must not be empty.
 */
export function chooseK(validity: readonly KValidity[], manual: number | null, trained?: number): KChoice {
  const candidates = judged(validity);
  const best = candidates.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  const figures = { bestK: best.k, bestSilhouette: best.silhouette };
  if (manual !== null) return { k: manual, rule: 'manual', ...figures };
  const chosen = candidates.filter((one) => isClose(one, best.silhouette) && isStable(one)).at(-1);
  const byRule: KChoice = chosen ? { k: chosen.k, rule: 'stable', ...figures } : { k: best.k, rule: 'best-silhouette', ...figures };
  return validity.some(({ k }) => k === trained) ? { ...byRule, k: trained!, rule: 'trained', ruleK: byRule.k } : byRule;
}

/**
 * The choice in a rebuild, where segments have names that people know: `k`, the one there was, is held unless it is clearly worse than the k that the
 * rule takes. Clearly worse is a silhouette below 85 % of the best in the range, as in the rule, or, where the rule found a k that is all stable, a
 * segment that is unstable: to be taken anew every segment has to be stable, to be kept doubtful will do. So two k that are about as good do not take
 * turns from one seed, or one month, to the next. A person's choice stands.
 */
export function holdK(validity: readonly KValidity[], choice: KChoice, k: number): KChoice {
  const own = judged(validity).find((one) => one.k === k);
  if (!own || choice.k === k || (choice.rule !== 'stable' && choice.rule !== 'best-silhouette')) return choice;
  const sound = choice.rule === 'best-silhouette' || own.stability.every((jaccard) => jaccard >= UNSTABLE_JACCARD);
  return sound && isClose(own, choice.bestSilhouette) ? { ...choice, k, rule: 'held', ruleK: choice.k } : choice;
}

/** The k that the rule looks at, ascending. */
function judged(validity: readonly KValidity[]): KValidity[] {
  const inRange = validity.filter(({ k }) => k >= CHOICE_RANGE[0] && k <= CHOICE_RANGE[1]);
  return [...(inRange.length > 0 ? inRange : validity)].sort((a, b) => a.k - b.k);
}

const isClose = ({ silhouette }: KValidity, best: number) => silhouette >= SILHOUETTE_SHARE * best;
const isStable = ({ stability }: KValidity) => stability.every((jaccard) => jaccard >= STABLE_JACCARD);
