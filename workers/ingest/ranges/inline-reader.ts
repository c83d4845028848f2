import type { RangeReader } from './range';
import { rangeReading, type ReadRange } from './read-range';

/** Reads ranges in the calling thread: for tests, and where a worker cannot start workers. */
export function inlineRanges(concurrency = 4, chunkBytes?: number): RangeReader {
  let read: ReadRange = () => Promise.reject(new Error('no file opened'));
  return {
    concurrency,
    open: async (job) => void (read = rangeReading(job, chunkBytes)),
    read: (task) => read(task),
  };
}
