import { breather } from '../../math/breathe';
import { zone as zoneOf } from '../../math/zone';
import { AppError, throwIfAborted } from '../../protocol/errors';
import type { Stage } from '../../protocol/progress';
import type { CleaningRecipe, MappingRecipe } from '../../protocol/recipe';
import { isLineEnd } from '../byte-kinds';
import { int32List, type Growable } from '../growable';
import type { Layout } from '../layout';
import { orderByUserAndTime, orderWithout, type RowOrder } from '../order-rows';
import type { PassedRows, RawRows } from '../raw-rows';
import { Records } from '../records';
import { RowEncoder, rowJob } from '../row-encoder';
import type { KeySorter } from '../sort-keys';
import { appendBlock } from './append-block';
import type { RangeReader } from './range';
import { sliceOf } from './range-bytes';
import { readRanges, type VerifiedPart } from './read-ranges';
import { canGuess } from './record-start';
import { repeatedRows } from './repeated-rows';

/** Below this, starting workers costs more than they save. */
export const SMALLEST_CUT_FILE = 4 << 20;
const SMALLEST_RANGE = 1 << 20;
/** Large enough that few names come again in each range, small enough for progress, a quick cancel and little memory under way. */
const LARGEST_RANGE = 1 << 24;
/** Of a file that is not large, for each that is read at once: the text under way is then a small part of the file. */
const RANGES_EACH = 6;
/** The first row nearly always begins in so many bytes. */
const PROBABLY_ENOUGH = 1 << 16;
/** How much longer the columns are made than the first range lets expect, so that they need not grow. */
const HEADROOM = 1.05;

export interface Ranges {
  readonly reader: RangeReader;
  readonly sorter?: KeySorter;
  /** Without it, by the file's size and the reader's concurrency. */
  readonly rangeBytes?: number;
  /** Files that are smaller are read in one piece. */
  readonly smallestFile?: number;
}

/** Where the first row starts in the file, and its line. */
export interface FirstRow {
  readonly from: number;
  readonly line: number;
}

/**
 * Where a file that may be cut into ranges begins. Cutting takes plain UTF-8, in which line ends, quotes and delimiters are bytes that no other
 * character contains.
 *
 * @returns null where the file is to be read in one piece
 * @throws AppError `file-changed`, `file-unreadable`
 */
export async function firstRowOf(
  { source, dialect, width, quoted, skip }: Layout,
  smallestFile = SMALLEST_CUT_FILE,
): Promise<FirstRow | null> {
  const { file, text, encoding, head, whole } = source;
  if (!text.plain || encoding !== 'utf-8' || file.size < smallestFile || !canGuess(dialect)) return null;
  let records = new Records(dialect, width, quoted);
  records.push(head.subarray(0, PROBABLY_ENOUGH));
  if (records.split(false).rows <= skip) {
    records = new Records(dialect, width, quoted);
    records.push(head);
    if (records.split(whole).rows <= skip) return null;
  }
  const mark = await sliceOf(file, 0, 3);
  const markBytes = mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf ? 3 : 0;
  return { from: markBytes + records.rawStarts[skip]!, line: records.lines[skip]! };
}

/**
 * Reads all rows in ranges. Equal to reading them in order, whatever the ranges.
 *
 * @throws AppError as {@link readRanges}, `record-too-long` (params: line, mb)
 */
export async function* ingestRanges(
  layout: Layout,
  first: FirstRow,
  mapping: MappingRecipe,
  cleaning: CleaningRecipe,
  { reader, rangeBytes }: Ranges,
  signal?: AbortSignal,
): Stage<PassedRows> {
  const { file } = layout.source;
  const { dialect, width, quoted, columns, preamble, header, hasHeader } = layout;
  const job = rowJob(layout, mapping, cleaning);
  // The reader may have another file open by then.
  throwIfAborted(signal);
  await reader.open({
    file,
    layout: { dialect, width, quoted, columns, preamble, header, hasHeader },
    mapping,
    cleaning,
    traits: job.traits,
  });
  throwIfAborted(signal);
  const { rows } = new RowEncoder(job, zoneOf(mapping.timeZone), null);
  const hashes = int32List();
  const plan = { from: first.from, size: file.size, rangeBytes: rangeBytes ?? rangeFor(file.size, reader.concurrency) };
  let { line } = first;
  for await (const { part, bytesRead } of withFileLines(readRanges(reader, plan, signal), () => line)) {
    if (rows.rowsRead === 0) {
      const share = (part.end - first.from) / (file.size - first.from);
      const expected = share > 0 ? Math.ceil((part.block.time.length / share) * HEADROOM) : 0;
      rows.reserve(expected);
      hashes.reserve(2 * expected);
    }
    appendBlock(rows, part.block, line - part.startLine);
    hashes.reserve(part.block.hashes.length).set(part.block.hashes, hashes.length);
    hashes.length += part.block.hashes.length;
    line += part.endLine - part.startLine;
    yield { stage: 'read', done: bytesRead, total: file.size, figures: { rows: rows.rowsRead } };
  }
  const order = await settleRepeated(rows, hashes, cleaning.dropDuplicates, signal);
  const [last] = await sliceOf(file, file.size - 1, file.size);
  return { raw: rows, order, endsWithNewline: isLineEnd(last!), placeOf: (at) => ({ part: null, line: at }) };
}

/** The same parts; where a record is too long, its line is told from the file's beginning. `lineOf`: the line on which the part that is read next starts. */
async function* withFileLines(
  parts: AsyncGenerator<VerifiedPart, void, void>,
  lineOf: () => number,
): AsyncGenerator<VerifiedPart, void, void> {
  try {
    yield* parts;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'record-too-long') throw error;
    throw new AppError('record-too-long', { ...error.params, line: Number(error.params['line']) + lineOf() - 1 }, { cause: error });
  }
}

/**
 * Rows that equal an earlier row of any range become duplicates, where these are left out; whatever names they have, the earlier row has too. Returns the order of
 * the rows that stay.
 */
async function settleRepeated(
  rows: RawRows,
  hashes: Growable<Int32Array>,
  leftOut: boolean,
  signal: AbortSignal | undefined,
): Promise<RowOrder> {
  const turn = breather();
  const pause = async () => {
    await turn();
    throwIfAborted(signal);
  };
  const { kept } = rows;
  const ties = new Uint8Array(kept);
  const order = orderByUserAndTime(
    rows.user.codes.data.subarray(0, kept),
    rows.time.data.subarray(0, kept),
    rows.user.dictionary.size,
    ties,
  );
  await pause();
  const repeated = await repeatedRows(ties, hashes.data, pause);
  hashes.release();
  if (repeated.length === 0) return order;
  if (!leftOut) {
    const times = rows.repeatedTime.reserve(repeated.length);
    for (const row of repeated) times[rows.repeatedTime.length++] = rows.time.data[row]!;
    return order;
  }
  const lines = rows.duplicateLine.reserve(repeated.length);
  const times = rows.duplicateTime.reserve(repeated.length);
  for (const row of repeated) {
    lines[rows.duplicateLine.length++] = rows.line.data[row]!;
    times[rows.duplicateTime.length++] = rows.time.data[row]!;
  }
  rows.keep(others(kept, repeated));
  return orderWithout(order, repeated);
}

/** The rows below `count` that are not among these, which ascend. */
function others(count: number, rows: Uint32Array): Uint32Array {
  const left = new Uint32Array(count - rows.length);
  let next = 0;
  for (let row = 0; row < count; row++) {
    if (rows[next] === row) next++;
    else left[row - next] = row;
  }
  return left;
}

function rangeFor(size: number, concurrency: number): number {
  return Math.max(SMALLEST_RANGE, Math.min(LARGEST_RANGE, Math.ceil(size / (RANGES_EACH * concurrency))));
}
