import type { MeasuredPart, MeasuredSize } from '../../protocol/sizes';

/** What a few steps of a training took, and what follows an epoch of it. */
export interface StepTimes {
  /** Batches of an epoch by the time that each takes: medians, in ms. */
  readonly batches: readonly { readonly count: number; readonly stepMs: number }[];
  /** Validating, and reading the weights back, in ms. */
  readonly endMs: number;
}

/** The time that a whole training takes if it does not end early, by what was measured of its steps. */
export function predicted(part: MeasuredPart['part'], { batches, endMs }: StepTimes, epochs: number): MeasuredPart {
  const steps = batches.reduce((sum, { count }) => sum + count, 0);
  const epochMs = batches.reduce((sum, { count, stepMs }) => sum + count * stepMs, 0);
  return { part, stepMs: epochMs / steps, steps: epochs * steps, seconds: (epochs * (epochMs + endMs)) / 1000 };
}

/** The largest size that was measured to fit, by its place; null where the smallest does not. @param measured from small to large */
export function largestWithin(measured: readonly Pick<MeasuredSize, 'seconds'>[], budgetSeconds: number): number | null {
  const tooLong = measured.findIndex(({ seconds }) => !(seconds <= budgetSeconds));
  const fits = tooLong < 0 ? measured.length : tooLong;
  return fits === 0 ? null : fits - 1;
}
