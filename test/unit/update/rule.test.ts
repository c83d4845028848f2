import { describe, expect, it } from 'vitest';
import type { UpdateFigures, UpdateReason, UpdateStrength } from '../../../workers/protocol/update';
import { chooseStrength } from '../../../workers/update';

const QUIET: UpdateFigures = { driftedShare: 0, driftedFeatures: [], errorRatio: 1, silhouetteBefore: 0.4, silhouetteAfter: 0.4 };

const CASES: readonly [string, Partial<UpdateFigures>, UpdateStrength, UpdateReason][] = [
  ['nothing moved', {}, 'assign', 'nothing-moved'],
  ['a feature in ten drifted', { driftedShare: 0.1 }, 'assign', 'nothing-moved'],
  ['a fifth of the features drifted', { driftedShare: 0.2 }, 'tune', 'features-watch'],
  ['just under half', { driftedShare: 0.49 }, 'tune', 'features-watch'],
  ['half of the features drifted', { driftedShare: 0.5 }, 'rebuild', 'features-drifted'],
  ['a little more error', { errorRatio: 1.2 }, 'assign', 'nothing-moved'],
  ['a quarter more error', { errorRatio: 1.25 }, 'tune', 'error-watch'],
  ['twice the error', { errorRatio: 2 }, 'rebuild', 'error-high'],
  ['no autoencoder', { errorRatio: null }, 'assign', 'nothing-moved'],
  ['a better silhouette', { silhouetteAfter: 0.6 }, 'assign', 'nothing-moved'],
  ['a silhouette at 85 %', { silhouetteAfter: 0.341 }, 'assign', 'nothing-moved'],
  ['a silhouette under 85 %', { silhouetteAfter: 0.339 }, 'tune', 'silhouette-watch'],
  ['a silhouette under 70 %', { silhouetteAfter: 0.279 }, 'rebuild', 'silhouette-fell'],
  ['a fall of more than 0.15', { silhouetteBefore: 0.8, silhouetteAfter: 0.64 }, 'rebuild', 'silhouette-fell'],
  ['a fall within the noise', { silhouetteBefore: 0.05, silhouetteAfter: 0.034 }, 'assign', 'nothing-moved'],
  ['a silhouette that was negative', { silhouetteBefore: -0.1, silhouetteAfter: -0.2 }, 'assign', 'nothing-moved'],
  ['the strongest reason wins', { driftedShare: 0.3, errorRatio: 3 }, 'rebuild', 'error-high'],
  ['the first of equal reasons wins', { driftedShare: 0.3, errorRatio: 1.5, silhouetteAfter: 0.3 }, 'tune', 'features-watch'],
];

describe('the strength of an update', () => {
  it.each(CASES)('%s', (_, change, strength, reason) => {
    expect(chooseStrength({ ...QUIET, ...change })).toEqual({ strength, reason });
  });
});
