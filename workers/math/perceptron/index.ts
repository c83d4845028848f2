import { sigmoid } from '../logistic-regression';
import { outputsOf, type Perceptron } from './network';

export { BERNOULLI, GAMMA, SQUARED } from './loss';
export { outputsOf, type Perceptron } from './network';
export { trainPerceptron, type Epoch, type PerceptronOptions, type Rows } from './train';

/** The probability of each row, of a network that was trained on yes or no. */
export const predictPerceptron = (net: Perceptron, x: Float32Array): Float64Array => outputsOf(net, x).map(sigmoid);
