import type { FeatureScale } from '../../../workers/protocol/features';

export type Typical = 'typical' | 'above' | 'below' | 'far-above' | 'far-below' | 'missing';

/** A value on the scale that the features have for the model: signed logarithm, clip, standardise (workers/protocol/features.ts). */
export function scaled(value: number, scale: FeatureScale): number {
  const logged = scale.log ? Math.sign(value) * Math.log1p(Math.abs(value)) : value;
  const clipped = Math.min(scale.upper, Math.max(scale.lower, logged));
  return scale.sd > 0 ? (clipped - scale.mean) / scale.sd : 0;
}

/** How a user's value lies beside the segment's mean, in standard deviations of all users: within 1 typical, beyond 2 far. */
export function typical(value: number, segmentMean: number, scale: FeatureScale): Typical {
  if (!Number.isFinite(value) || !Number.isFinite(segmentMean)) return 'missing';
  const difference = scaled(value, scale) - scaled(segmentMean, scale);
  if (Math.abs(difference) <= 1) return 'typical';
  if (difference > 0) return difference > 2 ? 'far-above' : 'above';
  return difference < -2 ? 'far-below' : 'below';
}
