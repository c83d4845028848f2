export { SMALLEST_CUT_FILE } from './ingest-ranges';
export type { RangeJob, RangePart, RangeReader, RangeTask } from './range';
export { rangeReading, type ReadRange } from './read-range';
