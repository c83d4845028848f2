export { extractFeatures } from './extract';
export type { FeatureDefinition } from './feature-set';
export { rawFeatures, windowDays, type RawFeatures } from './raw';
export { applyScale, fitScale, unscale } from './scale';
