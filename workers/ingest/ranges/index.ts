export { isLikelyCut } from './likely-cut';
export type { RangeJob, RangePart, RangeReader, RangeTask } from './range';
export { rangeReading, type RangeReading } from './read-range';
