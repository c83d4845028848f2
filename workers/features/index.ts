export { extractFeatures } from './extract';
export { planOf } from './plan';
export { fitColumn, fitScale, scaledTogether } from './fit';
export { featuresUnder, supportedFeatures, type FeatureModel } from './under';
export type { FeatureDefinition } from './feature-set';
export { RawJob, rawFeatures, windowDays, type RawFeatures } from './raw';
export { refreshFeatures, type Refreshed } from './refresh';
export { applyScale, unscale } from './scale';
export { shardFeatures, type FeatureShard, type ShardComputer } from './shard';
