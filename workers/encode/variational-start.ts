import { mean as meanOf } from '../math/statistics';
import type { DenseWeights } from '../protocol/model';
import type { PrincipalComponents } from './baseline';
import { autoencoderShapes } from './layers';
import { carriedComponents, pcaStart } from './pca-start';
import type { AutoencoderWeights } from './trainer';

/** Share of its variance that a component keeps in the code at the least, so that each has a slope to learn by. */
const KEPT_LEAST = 0.01;
/** A component of less variance is rounding. */
const VARIANCE_LEAST = 1e-6;

/**
 * Weights of a variational autoencoder that, before any training, is probabilistic PCA (Tipping & Bishop 1999) with noise of variance β, the best
 * that linear layers can be (Lucas et al. 2019). Of a component of variance λ the share s = 1 − β/λ is kept: its code has the mean √(s/λ)·y, y
 * being the coordinate along it, and the variance 1 − s; the decoder multiplies by √(sλ).
 *
 * @returns null where the hidden layers carry nothing ({@link pcaStart})
 */
export function variationalStart(
  features: number,
  hidden: readonly number[],
  code: number,
  components: PrincipalComponents,
  beta: number,
  seed: number,
): AutoencoderWeights | null {
  const shapes = autoencoderShapes(features, hidden, code);
  const layers = pcaStart(shapes, components, seed);
  if (layers === null) return null;
  const carried = carriedComponents(shapes);
  const mean = layers[hidden.length]!;
  const decoded = layers[hidden.length + 1]!;
  const logVariance = new Float32Array(code);
  for (let c = 0; c < code; c++) {
    const variance = c < carried ? components.variances[c]! : 0;
    const kept = variance > VARIANCE_LEAST ? keptShare(variance, beta) : 0;
    const [into, out] = kept > 0 ? [Math.sqrt(kept / variance), Math.sqrt(kept * variance)] : [0, 0];
    for (let i = 0; i < mean.inputs; i++) mean.kernel[i * code + c]! *= into;
    mean.bias[c]! *= into;
    for (let o = 0; o < decoded.outputs; o++) decoded.kernel[c * decoded.outputs + o]! *= out;
    logVariance[c] = Math.log(1 - kept);
  }
  const spread: DenseWeights = { ...mean, kernel: new Float32Array(mean.kernel.length), bias: logVariance };
  return { encoder: layers.slice(0, hidden.length + 1), decoder: layers.slice(hidden.length + 1), spread };
}

/**
 * What that start would lose, if the layers carried all components: the mean over the rows of the expected squared error over the features plus 2β/features
 * times the divergence.
 *
 * @param rows users × features, row-major
 */
export const linearVariationalLoss = (of: PrincipalComponents, rows: Float32Array, code: number, beta: number): number =>
  rows.length === 0 ? 0 : meanOf(linearVariationalLosses(of, rows, code, beta));

/** The same, user by user. */
export function linearVariationalLosses(
  { features, mean, axes, variances }: PrincipalComponents,
  rows: Float32Array,
  code: number,
  beta: number,
): Float64Array {
  const losses = new Float64Array(rows.length / features);
  const centred = new Float64Array(features);
  for (let from = 0; from < rows.length; from += features) {
    let loss = 0;
    for (let f = 0; f < features; f++) {
      centred[f] = rows[from + f]! - mean[f]!;
      loss += centred[f]! ** 2;
    }
    for (let c = 0; c < Math.min(code, features); c++) {
      const variance = variances[c]!;
      if (variance <= VARIANCE_LEAST) continue;
      let along = 0;
      for (let f = 0; f < features; f++) along += centred[f]! * axes[c * features + f]!;
      const kept = keptShare(variance, beta);
      loss += ((1 - kept) ** 2 - 1) * along ** 2 + kept * variance * (1 - kept);
      loss += beta * ((kept / variance) * along ** 2 - kept - Math.log(1 - kept));
    }
    losses[from / features] = loss / features;
  }
  return losses;
}

function keptShare(variance: number, beta: number): number {
  return Math.max(1 - beta / variance, KEPT_LEAST);
}
