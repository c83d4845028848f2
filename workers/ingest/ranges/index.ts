export { inlineRanges } from './inline-reader';
export type { RangeJob, RangePart, RangeReader, RangeTask } from './range';
export { readRange } from './read-range';
