import { breather } from '../math/breathe';
import { throwIfAborted } from '../protocol/errors';
import type { Stage } from '../protocol/progress';
import { isLineEnd } from './byte-kinds';
import type { TextFlow } from './containers/flow';
import type { Layout } from './layout';
import { Records } from './records';
import { readText } from './source';

/** Small enough to be split and encoded well within the time after which the event loop must turn, large enough for whole columns. */
const CHUNK_BYTES = 1 << 18;

/** Takes the rows of `records` from row `from` on, which are valid until it returns; `placeOf` tells where their lines come from. */
export type TakeRows = (records: Records, from: number, placeOf: TextFlow['place']) => void;

export interface RowReading {
  readonly signal?: AbortSignal;
  /** Bytes that are split at a time. */
  readonly chunkBytes?: number;
  /** Asked after each batch: whether the rest need not be read. */
  readonly enough?: () => boolean;
  /** Told after the last row of a table within the file, where others follow, and whether the last byte of that table's text ends a line. */
  readonly partEnded?: (endsWithNewline: boolean) => void;
}

/** What a pass over a file's rows leaves. */
export interface RowsRead {
  readonly rows: number;
  /** The last byte that was read ends a line; of several tables, the last byte of the last one's text. */
  readonly endsWithNewline: boolean;
  /** Where a line of the text comes from. */
  readonly placeOf: TextFlow['place'];
}

/**
 * Hands the rows of data of a file to `take`, batch by batch. Progress counts bytes of the file.
 *
 * @throws AppError `file-changed`, `file-unreadable`, `cancelled`
 */
export async function* readRows(
  layout: Layout,
  take: TakeRows,
  { signal, chunkBytes = CHUNK_BYTES, enough = () => false, partEnded }: RowReading = {},
): Stage<RowsRead> {
  const { source } = layout;
  const records = new Records(layout.dialect, layout.width, layout.quoted);
  const turn = breather();
  let toSkip = layout.skip;
  let rows = 0;
  let lastByte = 0;
  let unended = false;
  let placeOf: TextFlow['place'] = (line) => ({ part: null, line });
  const parts = new Parts(take, partEnded ?? (() => undefined));
  const hand = () => {
    const from = Math.min(toSkip, records.rows);
    toSkip -= from;
    rows += records.rows - from;
    const first = partEnded ? parts.hand(records, from, placeOf) : from;
    if (records.rows > from) unended = placeOf(records.lines[records.rows - 1]!).unended === true;
    take(records, first, placeOf);
  };
  for await (const { utf8, bytesRead, place } of readText(source, chunkBytes, signal)) {
    lastByte = utf8.at(-1) ?? lastByte;
    placeOf = place;
    records.push(utf8).split(false);
    hand();
    await turn();
    throwIfAborted(signal);
    yield { stage: 'read', done: bytesRead, total: source.file.size, figures: { rows } };
    if (enough()) break;
  }
  if (!enough()) {
    records.split(true);
    hand();
  }
  return { rows, endsWithNewline: isLineEnd(lastByte) && !unended, placeOf };
}

/** Cuts batches between the rows of two parts. */
class Parts {
  private part: string | null | undefined;
  private unended = false;

  constructor(
    private readonly take: TakeRows,
    private readonly ended: (endsWithNewline: boolean) => void,
  ) {}

  /** Hands on the rows of all parts but the last of the batch; returns the first row of that. */
  hand(records: Records, from: number, placeOf: TextFlow['place']): number {
    const { rows, lines } = records;
    if (from === rows) return from;
    const last = placeOf(lines[rows - 1]!);
    const before = this.unended;
    this.unended = last.unended === true;
    if (last.part === this.part) return from;
    let first = from;
    for (let row = from; row < rows; row++) {
      const { part } = placeOf(lines[row]!);
      if (part === this.part) continue;
      if (row > first) {
        records.truncate(row);
        this.take(records, first, placeOf);
        records.truncate(rows);
        first = row;
      }
      const unended = row === from ? before : placeOf(lines[row - 1]!).unended === true;
      if (this.part !== undefined) this.ended(!unended);
      this.part = part;
    }
    return first;
  }
}
