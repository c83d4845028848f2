import { AppError, throwIfAborted } from '../../protocol/errors';
import type { RangePart, RangeReader, RangeTask } from './range';

/** Which bytes of a file are read, and how many at a time. `from`: start of the first row. */
export interface RangePlan {
  readonly from: number;
  readonly size: number;
  readonly rangeBytes: number;
}

/** A verified part, and how many bytes of the file have been read by then. */
export interface VerifiedPart {
  readonly part: RangePart;
  readonly bytesRead: number;
}

/**
 * Reads a file in ranges, several at once, and yields their parts in the order of the file, every row in exactly one. Each range but the first
 * is read from a guessed start of a record. The guess held if the part before ends there; otherwise, and where reading it threw, the range is
 * read again from where the part before ends. A part is the caller's until the next one is asked for: its block's memory is then used again.
 *
 * @throws AppError as {@link RangeReader.read} does for a range whose start is known, and `cancelled`; ranges under way are left to the reader
 */
export async function* readRanges(
  reader: RangeReader,
  { from, size, rangeBytes }: RangePlan,
  signal?: AbortSignal,
): AsyncGenerator<VerifiedPart, void, void> {
  const untilAborted = abortable(signal);
  const ranges = Math.ceil((size - from) / rangeBytes);
  const startOf = (range: number) => from + range * rangeBytes;
  const endOf = (range: number) => Math.min(startOf(range + 1), size);
  const guesses: (Promise<RangePart | null> | undefined)[] = [];
  const spares: ArrayBuffer[] = [];
  const read = (task: RangeTask) => reader.read({ ...task, spare: spares.pop() });
  let asked = 0;
  let known = from;
  try {
    for (let range = 0; range < ranges; range++) {
      throwIfAborted(signal);
      for (; asked < ranges && asked <= range + reader.concurrency; asked++) {
        guesses[asked] = read({ from: startOf(asked), to: endOf(asked), exact: asked === 0 }).catch(() => null);
      }
      const to = endOf(range);
      const guessed = guesses[range]!;
      guesses[range] = undefined;
      // A record may reach over whole ranges.
      if (known >= to) continue;
      const guess = await untilAborted(guessed);
      const held = guess?.start === known;
      if (guess && !held) spares.push(guess.block.memory);
      const part = held ? guess : await untilAborted(read({ from: known, to, exact: true }));
      if (part === null) throw new Error('a record was to start there');
      known = part.end;
      yield { part, bytesRead: to };
      spares.push(part.block.memory);
    }
  } finally {
    untilAborted.release();
  }
}

/** Rejects with `cancelled` as soon as the signal fires. */
function abortable(signal: AbortSignal | undefined) {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => (stop = () => reject(new AppError('cancelled'))));
  aborted.catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  const race = async <T>(work: Promise<T>): Promise<T> => {
    throwIfAborted(signal);
    return Promise.race([work, aborted]);
  };
  return Object.assign(race, { release: () => signal?.removeEventListener('abort', stop) });
}
