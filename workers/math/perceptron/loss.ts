import { sigmoid } from '../logistic-regression';

/** What a network's output z is held against. */
export interface Loss {
  /** Loss of the output z where y was seen. */
  at(z: number, y: number): number;
  /** Its derivative by z. */
  slope(z: number, y: number): number;
}

/** −ln of the probability of y, 0 or 1, at the logit z. */
export const BERNOULLI: Loss = {
  at: (z, y) => Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z))),
  slope: (z, y) => sigmoid(z) - y,
};

/** Half the squared error. */
export const SQUARED: Loss = {
  at: (z, y) => (z - y) ** 2 / 2,
  slope: (z, y) => z - y,
};

/** An amount of more than so many times its expectation pulls no harder than this one: a single one does not carry a batch away. */
const LARGEST_RATIO = 20;

/**
 * Half the gamma deviance of an amount y ≥ 0 at the mean eᶻ, without what does not depend on z (McCullagh & Nelder, Generalized Linear Models, 8.3): errors
 * count in proportion to what was expected, and the mean is estimated itself, not that of a logarithm, so that nothing has to be turned back. As a
 * quasi-likelihood it asks for the mean to be right, not for a gamma distribution (Wedderburn 1974).
 */
export const GAMMA: Loss = {
  at: (z, y) => y * Math.exp(-z) + z,
  slope: (z, y) => 1 - Math.min(y * Math.exp(-z), LARGEST_RATIO),
};
