import { validationMask } from '../encode/split';
import { hashText } from '../math/random';

/** Share of the users who are held out. */
const TEST_SHARE = 0.2;

/** Places of the users in the list given, ascending; every user is on one side. */
export interface Sides {
  /** Those who teach, those who decide when training stops, and those whom neither saw. */
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** By a seeded hash of the id, so that a user keeps the side when others come or go. */
export function sidesOf(ids: readonly string[], validationShare: number, seed: number): Sides {
  const tested = validationMask(ids, TEST_SHARE, hashText(`${seed}/assign/test`));
  const validating = validationMask(ids, validationShare, hashText(`${seed}/assign/validation`));
  const places = Uint32Array.from(ids.keys());
  return {
    training: places.filter((at) => tested[at] === 0 && validating[at] === 0),
    validation: places.filter((at) => tested[at] === 0 && validating[at] === 1),
    test: places.filter((at) => tested[at] === 1),
  };
}
