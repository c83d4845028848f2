import type { EventTable } from '../../protocol/events';
import type { FeatureSpec } from '../../protocol/features';
import { HISTORY, type Described } from './described';
import { byFeatures, joined, standardised, type Encoding } from './encodings';
import type { Material } from './problem';
import { trainingSet } from './training-set';

/** The users at the cut-offs to learn from and at the one to test on, with the scales of the features over the former and over all. */
export interface Cases {
  readonly training: readonly Described[];
  readonly test: Described;
  readonly specs: readonly FeatureSpec[];
  readonly againSpecs: readonly FeatureSpec[];
}

export interface Materials {
  readonly features: Material;
  /** Features and code; null without an encoder. */
  readonly coded: Material | null;
  /** Features, code and unclipped history. */
  readonly amounts: Material;
}

/**
 * What the models are told of the users.
 *
 * @param dims of the code; 0 without an encoder
 * @param alone the code in place of the features
 */
export function materialsOf(cases: Cases, dims: number, alone: boolean, { userIds }: EventTable, seed: number): Materials {
  const { training, test, specs, againSpecs } = cases;
  const all = [test, ...training];
  const encoded = (pool: readonly Described[], scales: readonly FeatureSpec[]) => {
    const features = byFeatures(scales);
    const code = standardised(pool, dims, ({ codes }) => codes);
    const told = dims === 0 ? features : joined(alone ? [code] : [features, code]);
    return { features, told, amounts: joined([told, standardised(pool, HISTORY, ({ history }) => history)]) };
  };
  const first = encoded(training, specs);
  const second = encoded(all, againSpecs);
  const material = (encoding: Encoding, again: Encoding): Material => ({
    encoding,
    set: trainingSet(training, encoding, userIds, seed),
    again: { encoding: again, set: trainingSet(all, again, userIds, seed) },
    tested: encoding.of(test),
  });
  return {
    features: material(first.features, second.features),
    coded: dims === 0 ? null : material(first.told, second.told),
    amounts: material(first.amounts, second.amounts),
  };
}
