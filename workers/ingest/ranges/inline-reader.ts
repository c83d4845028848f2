import type { RangeJob, RangeReader } from './range';
import { readRange } from './read-range';

/** Reads ranges in the calling thread: for tests, and where a worker cannot start workers. */
export function inlineRanges(concurrency = 4, chunkBytes?: number): RangeReader {
  let opened: RangeJob | undefined;
  return {
    concurrency,
    open: async (job) => void (opened = job),
    read: async (task) => {
      if (opened === undefined) throw new Error('no file opened');
      return readRange(opened, task, chunkBytes);
    },
  };
}
