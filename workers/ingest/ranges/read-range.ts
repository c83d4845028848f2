import { zone as zoneOf } from '../../math/zone';
import { KernelColumns, KernelRecords, SpareKernels, suitsKernel, TextTooLong, type Kernel } from '../kernel';
import { Records } from '../records';
import { roleColumns } from '../role-columns';
import { RowEncoder } from '../row-encoder';
import { bytesFrom, REST_BYTES } from './range-bytes';
import type { RangeJob, RangePart, RangeTask } from './range';
import { findRecordStart } from './record-start';
import { blockOf } from './row-block';
import { RowHashes } from './row-hashes';

/** Split and encoded at a time: whole columns, and small enough to stay in the processor's cache. */
const CHUNK_BYTES = 1 << 18;
/** Text on which a guess of a record's start rests. */
const PROBE_BYTES = 1 << 15;

/** Reads the ranges of one job. */
export interface RangeReading {
  /** Reads the rows that start in a range; see {@link RangeReader.read}. */
  read(task: RangeTask): Promise<RangePart | null>;
  /** To be called when no more ranges are asked for; those under way may go on. */
  end(): void;
}

export interface ReadingOptions {
  readonly chunkBytes?: number;
  /** Whether in kernels. */
  readonly compiled?: boolean;
  /** What is read with a range of the next. */
  readonly restBytes?: number;
  readonly kernels?: SpareKernels;
}

/** Ranges are read one after the other, the text of the next one meanwhile. What depends on the job alone is made once. */
export function rangeReading(job: RangeJob, options: ReadingOptions = {}): RangeReading {
  const { chunkBytes = CHUNK_BYTES, compiled = true, restBytes = REST_BYTES, kernels = new SpareKernels() } = options;
  let maker: RowMaker | null = null;
  let ended = false;
  let last: Promise<unknown> = Promise.resolve();
  const rowsOf = async (text: RangeText, task: RangeTask): Promise<RangePart> => {
    // Once it has ended nobody gives a kernel back.
    maker ??= rowMaker(job, compiled && !ended ? kernels : null);
    try {
      return await readRows(text, task, maker, chunkBytes, job.file.size);
    } catch (error) {
      if (!(error instanceof TextTooLong)) throw error;
      return readRows((await openRange(job, task, restBytes))!, task, rowMaker(job, null), chunkBytes, job.file.size);
    }
  };
  return {
    read: async (task) => {
      const text = await openRange(job, task, restBytes);
      if (text === null) return null;
      const part = last.then(() => rowsOf(text, task));
      last = part.catch(() => undefined);
      return part;
    },
    end: () => {
      ended = true;
      void last.then(() => {
        if (maker?.kernel) kernels.giveBack(maker.kernel);
        maker = null;
      });
    },
  };
}

interface RowMaker {
  readonly kernel: Kernel | null;
  readonly encoder: RowEncoder;
  readonly hashes: RowHashes;
  /** For the text of another range. */
  readonly records: () => Records;
}

function rowMaker({ layout, mapping, cleaning, traits }: RangeJob, kernels: SpareKernels | null): RowMaker {
  const { dialect, width, quoted } = layout;
  const kernel = kernels && suitsKernel(dialect) ? kernels.take() : null;
  const columns = kernel && new KernelColumns(kernel);
  const hashes = new RowHashes(columns, dialect.delimiter);
  const encoder = new RowEncoder(
    { layout, mapping, cleaning, found: roleColumns(mapping, layout), traits },
    zoneOf(mapping.timeZone),
    hashes,
    columns,
  );
  if (kernel === null) return { kernel, encoder, hashes, records: () => new Records(dialect, width, quoted) };
  const records = new KernelRecords(kernel, dialect, width, quoted);
  return { kernel, encoder, hashes, records: () => records.restart() };
}

/** A range's text from the first record on that starts in it. */
interface RangeText {
  readonly from: number;
  readonly first: Uint8Array;
  /** What follows, a little at a time. */
  readonly more: AsyncGenerator<Uint8Array, void, void>;
}

/** null where no start of a record is found. */
async function openRange({ file, layout }: RangeJob, { from, to, exact }: RangeTask, restBytes: number): Promise<RangeText | null> {
  // A guess looks at the byte before, too.
  const start = exact ? from : from - 1;
  const more = bytesFrom(file, start, to, restBytes);
  const { value: first } = await more.next();
  if (first === undefined) return { from, first: new Uint8Array(0), more };
  if (exact) return { from, first, more };
  const found = findRecordStart(first.subarray(0, PROBE_BYTES), layout.dialect, layout.width);
  if (found >= 0 && start + found < to) return { from: start + found, first: first.subarray(found), more };
  await more.return();
  return null;
}

async function readRows(
  { from, first, more }: RangeText,
  task: RangeTask,
  maker: RowMaker,
  chunkBytes: number,
  size: number,
): Promise<RangePart> {
  const { encoder, hashes } = maker;
  const records = maker.records();
  encoder.restart();
  hashes.restart();
  const place = { start: size, startLine: 0, end: size, endLine: 0 };

  /** Takes the rows that were split; true once the row after the range has been seen. */
  const take = (): boolean => {
    const { rows, rawStarts, lines } = records;
    if (rows === 0) return false;
    const base = from + records.base;
    if (place.startLine === 0) {
      place.start = base + rawStarts[0]!;
      place.startLine = lines[0]!;
    }
    const within = firstFrom(rawStarts, rows, task.to - base);
    if (within < rows) {
      place.end = base + rawStarts[within]!;
      place.endLine = lines[within]!;
      records.truncate(within);
    }
    encoder.add(records, 0);
    return within < rows;
  };

  let complete = false;
  try {
    for (
      let piece: Uint8Array | undefined = first;
      piece !== undefined;
      piece = complete ? undefined : ((await more.next()).value ?? undefined)
    ) {
      for (let at = 0; at < piece.length && !complete; at += chunkBytes) {
        records.push(piece.subarray(at, at + chunkBytes));
        records.split(false);
        complete = take();
      }
    }
  } finally {
    // Else what it reads from stays open where a record is too long.
    await more.return();
  }
  if (!complete) {
    records.split(true);
    take();
  }
  return { ...place, block: blockOf(encoder.rows, hashes.list, task.spare) };
}

/** Place of the first of the ascending starts that is not below `bound`; `rows` where all are. */
function firstFrom(starts: Int32Array, rows: number, bound: number): number {
  if (starts[rows - 1]! < bound) return rows;
  let low = 0;
  let high = rows - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
