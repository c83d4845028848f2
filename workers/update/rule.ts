import type { UpdateFigures, UpdateReason, UpdateStrength } from '../protocol/update';

/**
 * From where on a model is built anew, or goes on learning. Drift of half the features is what Evidently calls data-set drift (definitions.md). The
 * other limits are choices, and say so: no published figure fits every encoder and shop.
 */
export const UPDATE_RULE = {
  rebuild: {
    /** Data-set drift: the users as a whole are others than those the model was made for. */
    driftedShare: 0.5,
    /** New users are described half as well as those the encoder learned from: what it leaves out of them is as much as it left out before, again. */
    errorRatio: 2,
    /** More than half the width of Kaufman and Rousseeuw's (1990) classes of structure: none to 0.25, weak to 0.5, reasonable to 0.7. */
    silhouetteFall: 0.15,
    silhouetteShare: 0.7,
  },
  tune: {
    /** One feature in five: above the one in twenty, at most, that chance brings over the 95 % threshold of PSI, below data-set drift. */
    driftedShare: 0.2,
    /** A quarter more error: beyond what the validation users of a training that generalises show beside the training users. */
    errorRatio: 1.25,
    /** The share of the best silhouette that a segmentation must keep for the choice of k (definitions.md) is what it must keep of its own past. */
    silhouetteShare: 0.85,
  },
  /** A silhouette has to fall by this much to have fallen at all: more than three standard errors of the difference of two means over 3,000 users (spread 0.25). */
  silhouetteNoise: 0.02,
} as const;

/** The strength that the figures ask for, and the first of the reasons for it. A silhouette that was not positive can only fall in absolute terms. */
export function chooseStrength(figures: UpdateFigures): { readonly strength: UpdateStrength; readonly reason: UpdateReason } {
  const { rebuild, tune } = UPDATE_RULE;
  const error = figures.errorRatio ?? 1;
  if (figures.driftedShare >= rebuild.driftedShare) return { strength: 'rebuild', reason: 'features-drifted' };
  if (error >= rebuild.errorRatio) return { strength: 'rebuild', reason: 'error-high' };
  if (fellBy(figures) > rebuild.silhouetteFall || fellUnder(figures, rebuild.silhouetteShare)) {
    return { strength: 'rebuild', reason: 'silhouette-fell' };
  }
  if (figures.driftedShare >= tune.driftedShare) return { strength: 'tune', reason: 'features-watch' };
  if (error >= tune.errorRatio) return { strength: 'tune', reason: 'error-watch' };
  if (fellUnder(figures, tune.silhouetteShare)) return { strength: 'tune', reason: 'silhouette-watch' };
  return { strength: 'assign', reason: 'nothing-moved' };
}

function fellBy({ silhouetteBefore, silhouetteAfter }: UpdateFigures): number {
  return silhouetteBefore - silhouetteAfter;
}

function fellUnder(figures: UpdateFigures, share: number): boolean {
  const { silhouetteBefore, silhouetteAfter } = figures;
  return silhouetteBefore > 0 && silhouetteAfter < share * silhouetteBefore && fellBy(figures) > UPDATE_RULE.silhouetteNoise;
}
