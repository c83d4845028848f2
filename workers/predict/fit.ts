import { fitBgNbd, predictAll, type BgNbdFit } from './bg-nbd';
import { expectedValue, fitGammaGamma, type GammaGammaFit } from './gamma-gamma';
import { distinctHistories } from './histories';
import type { Customers } from './purchase-days';
import { runToEnd } from './run-to-end';

/** Both models, fitted on the customers of one day. */
export interface Fitted {
  readonly bgNbd: BgNbdFit;
  /** Null without values, or where the fitted one has no mean (q ≤ 1). */
  readonly gammaGamma: GammaGammaFit | null;
  /** Probability that the customer has not left, one entry a customer. */
  readonly alive: Float64Array;
  /** Days with a purchase expected in the `ahead` days that follow, and their value. */
  readonly purchases: Float64Array;
  readonly value: Float64Array | null;
}

/** With fewer customers of known value than this, no value is fitted. */
const MIN_VALUED = 30;

/**
 * Fits both models and predicts the customers they were fitted on. Null where a search finds no maximum.
 *
 * @throws AppError `cancelled`
 */
export async function fitAndPredict(customers: Customers, ahead: number, signal?: AbortSignal): Promise<Fitted | null> {
  const histories = distinctHistories(customers);
  const bgNbd = await runToEnd(fitBgNbd(histories), signal);
  if (!bgNbd.converged) return null;
  const ofHistory = await runToEnd(predictAll(bgNbd, histories, ahead), signal);
  const alive = Float64Array.from(histories.of, (group) => ofHistory.alive[group]!);
  const purchases = Float64Array.from(histories.of, (group) => ofHistory.expected[group]!);
  const gammaGamma = await fitValues(customers, signal);
  const { x, mean } = customers;
  const value = gammaGamma && purchases.map((expected, i) => expected * expectedValue(gammaGamma, mean![i]! > 0 ? x[i]! : 0, mean![i]!));
  return { bgNbd, gammaGamma, alive, purchases, value };
}

/** Purchases worth nothing, such as gifts, say nothing of how values spread, and the model has no place for them. */
async function fitValues({ x, mean }: Customers, signal?: AbortSignal): Promise<GammaGammaFit | null> {
  if (!mean) return null;
  const rows = Uint32Array.from(mean.keys()).filter((i) => x[i]! > 0 && mean[i]! > 0);
  if (rows.length < MIN_VALUED) return null;
  const of = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]!);
  const fit = await runToEnd(fitGammaGamma(of(x), of(mean)), signal);
  return fit.converged && fit.q > 1 ? fit : null;
}
