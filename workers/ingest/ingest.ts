import { breather } from '../math/breathe';
import { zone as zoneOf } from '../math/zone';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import { REJECT_REASONS, type QualityReport } from '../protocol/ingest';
import type { Stage } from '../protocol/progress';
import type { CleaningRecipe, MappingRecipe } from '../protocol/recipe';
import { cleanRows } from './clean';
import type { CleanedRows } from './clean/changes';
import { isLineEnd } from './byte-kinds';
import type { Place } from './containers/flow';
import { buildEventTable, siftImplausible } from './event-table';
import { openLayout, type Layout, type OpenLayout } from './layout';
import { qualityReport } from './quality';
import type { PassedRows, RawRows, RejectedRows } from './raw-rows';
import { Records } from './records';
import { roleColumns } from './role-columns';
import { RowEncoder } from './row-encoder';
import { placedNotes, settleRejected } from './settle-rejected';
import { checkMapping } from './preview';
import { firstRowOf, ingestRanges, type Ranges } from './ranges/ingest-ranges';
import { readText } from './source';

/** Small enough to be split and encoded well within the time after which the event loop must turn, large enough for whole columns. */
const CHUNK_BYTES = 1 << 18;

export interface Ingested {
  readonly events: EventTable;
  readonly quality: QualityReport;
  readonly rejected: RejectedRows;
  /** For the clean file; absent in what a workspace kept, where the file is read again. */
  readonly cleaned?: CleanedRows;
}

export interface IngestOptions {
  /** Bytes that are split at a time. */
  readonly chunkBytes?: number;
  /** How a file that may be cut is read in ranges; without it every file is read in one piece. */
  readonly ranges?: Ranges;
  /** Opens the file; one that knows the layout from the preview saves looking for it again. */
  readonly open?: OpenLayout;
}

/**
 * Reads a whole file under a mapping, without ever holding the text: in one pass, a chunk at a time, or in ranges of it at once. Progress counts
 * bytes of the file.
 *
 * @throws AppError `mapping-no-user`, `mapping-no-time`, `dates-unparsable` (params: column, example, format) where no row has a date,
 * `rows-none-kept` (params: rows, reason), `file-no-rows`, `file-changed`, `cancelled`, and what opening a file throws.
 */
export async function* ingest(
  file: File,
  mapping: MappingRecipe,
  cleaning: CleaningRecipe,
  signal?: AbortSignal,
  options: IngestOptions = {},
): Stage<Ingested> {
  const problem = checkMapping(mapping);
  if (problem !== null) throw new AppError(problem);
  const { ranges, chunkBytes = CHUNK_BYTES, open = openLayout } = options;
  const layout = await open(file, signal, mapping.reading);
  const first = ranges === undefined || !mayBeCut(mapping) ? null : await firstRowOf(layout, ranges.smallestFile);
  const { raw, endsWithNewline, placeOf } =
    ranges === undefined || first === null
      ? yield* ingestInOrder(layout, mapping, cleaning, chunkBytes, signal)
      : yield* ingestRanges(layout, first, mapping, cleaning, ranges, signal);

  const notes = placedNotes(settleRejected(raw, layout, endsWithNewline), placeOf);
  const turn = breather();
  const pause = async () => {
    await turn();
    throwIfAborted(signal);
  };
  const sifted = siftImplausible(raw, cleaning);
  const { kept, duplicates, rejected, figures, cleaned } = await cleanRows(raw, sifted, mapping, cleaning, pause);
  if ((kept?.length ?? raw.kept) === 0) throw nothingKept(raw, rejected, mapping);
  await pause();
  const events = await buildEventTable(raw, kept, mapping, zoneOf(mapping.timeZone), pause);
  await pause();
  const quality = qualityReport(events, raw, { duplicates, rejected, dirt: figures, notes }, layout, mapping);
  return { events, quality, rejected, cleaned };
}

/** Whether no row's reading depends on the rows before it. */
function mayBeCut({ columns, fillDown, relativeTime, valueIs }: MappingRecipe): boolean {
  return fillDown !== true && relativeTime === undefined && valueIs !== 'order' && columns.every(({ path }) => path === undefined);
}

/** Reads all rows in one pass. */
async function* ingestInOrder(
  layout: Layout,
  mapping: MappingRecipe,
  cleaning: CleaningRecipe,
  chunkBytes: number,
  signal: AbortSignal | undefined,
): Stage<PassedRows> {
  const encoder = new RowEncoder(layout, mapping, roleColumns(mapping, layout), cleaning, zoneOf(mapping.timeZone));
  const records = new Records(layout.dialect, layout.width);
  const turn = breather();
  let toSkip = layout.skip;
  const encode = () => {
    const from = Math.min(toSkip, records.rows);
    toSkip -= from;
    encoder.add(records, from);
  };
  let lastByte = 0;
  let placeOf = (line: number): Place => ({ part: null, line });
  for await (const { utf8, bytesRead, place } of readText(layout.source, chunkBytes, signal)) {
    lastByte = utf8.at(-1) ?? lastByte;
    placeOf = place;
    records.push(utf8);
    records.split(false);
    encode();
    await turn();
    throwIfAborted(signal);
    yield { stage: 'read', done: bytesRead, total: layout.source.file.size, figures: { rows: encoder.rows.rowsRead } };
  }
  records.split(true);
  encode();
  return { raw: encoder.finish(), endsWithNewline: isLineEnd(lastByte), placeOf };
}

function nothingKept(raw: RawRows, rejected: RejectedRows, mapping: MappingRecipe): AppError {
  if (raw.rowsRead === 0) return new AppError('file-no-rows');
  const counts = REJECT_REASONS.map((_, reason) => rejected.reasons.filter((code) => code === reason).length);
  const most = counts.indexOf(Math.max(...counts));
  const parsed = raw.kept + raw.duplicateTime.length + raw.rejectedTime.length;
  if (parsed === 0 && raw.badDate !== null) {
    const column = mapping.columns.find(({ role }) => role === 'time')!.name;
    return new AppError('dates-unparsable', { column, example: raw.badDate, format: mapping.dateFormat });
  }
  return new AppError('rows-none-kept', { rows: raw.rowsRead, reason: REJECT_REASONS[most]! });
}
