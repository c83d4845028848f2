export { extractFeatures } from './extract';
export { fitColumn, fitScale, scaledTogether } from './fit';
export type { FeatureDefinition } from './feature-set';
export { RawJob, rawFeatures, windowDays, type RawFeatures } from './raw';
export { refreshFeatures, type Refreshed } from './refresh';
export { applyScale, unscale } from './scale';
export { shardFeatures, type FeatureShard, type ShardComputer } from './shard';
