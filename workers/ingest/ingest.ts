import { breather } from '../math/breathe';
import { zone as zoneOf } from '../math/zone';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { SuspectUser } from '../protocol/cleaning';
import type { EventTable, KeyedColumn } from '../protocol/events';
import { REJECT_REASONS, type QualityReport } from '../protocol/ingest';
import type { Stage } from '../protocol/progress';
import type { CleaningRecipe, MappingRecipe } from '../protocol/recipe';
import { cleanRows } from './clean';
import type { CleanedRows } from './clean/changes';
import { buildEventTable, siftImplausible, sortSessions } from './event-table';
import { openLayout, type Layout, type OpenLayout } from './layout';
import { qualityReport } from './quality';
import type { PassedRows, RawRows, RejectedRows } from './raw-rows';
import { readRows, type RowReading, type TakeRows } from './read-rows';
import { RowEncoder, rowJob } from './row-encoder';
import { placedNotes, settlePart, settleRejected } from './settle-rejected';
import { SeenAcrossTables } from './seen-across-tables';
import { checkMapping } from './preview';
import { firstRowOf, ingestRanges, type Ranges } from './ranges/ingest-ranges';

export interface Ingested {
  readonly events: EventTable;
  readonly quality: QualityReport;
  readonly rejected: RejectedRows;
  /** For the clean file; absent in what a workspace kept, where the file is read again. */
  readonly cleaned?: CleanedRows;
  /** All users who were flagged as bots or tests; absent in what an earlier version kept. */
  readonly suspects?: readonly SuspectUser[];
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
  const { ranges, chunkBytes, open = openLayout } = options;
  const layout = await open(file, signal, mapping.reading);
  const first = ranges === undefined || !mayBeCut(mapping) ? null : await firstRowOf(layout, ranges.smallestFile);
  const { raw, order, endsWithNewline, placeOf } =
    ranges === undefined || first === null
      ? yield* ingestInOrder(layout, mapping, cleaning, { signal, chunkBytes })
      : yield* ingestRanges(layout, first, mapping, cleaning, ranges, signal);

  const notes = placedNotes(settleRejected(raw, layout, endsWithNewline), placeOf);
  const turn = breather();
  const pause = async () => {
    await turn();
    throwIfAborted(signal);
  };
  const sifted = siftImplausible(raw, cleaning);
  const sorter = first === null ? undefined : ranges?.sorter;
  let session: Promise<KeyedColumn> | null = null;
  const sessionsAreFree = () => {
    if (order && sorter) session = sortSessions(raw, order.places, sorter);
  };
  const { kept, duplicates, rejected, figures, suspects, cleaned } = await cleanRows(raw, sifted, mapping, cleaning, pause, {
    order,
    sessionsAreFree,
  });
  if ((kept?.length ?? raw.kept) === 0) throw nothingKept(raw, rejected, mapping);
  await pause();
  const events = await buildEventTable(raw, kept, mapping, zoneOf(mapping.timeZone), pause, { order, sorter, session });
  await pause();
  const quality = qualityReport(events, raw, { duplicates, rejected, dirt: figures, notes }, layout, mapping);
  return { events, quality, rejected, cleaned, suspects };
}

/** Whether no row's reading depends on the rows before it. */
function mayBeCut({ columns, fillDown, relativeTime, valueIs }: MappingRecipe): boolean {
  return fillDown !== true && relativeTime === undefined && valueIs !== 'order' && columns.every(({ path }) => path === undefined);
}

/** Reads all rows in one pass. */
async function* ingestInOrder(layout: Layout, mapping: MappingRecipe, cleaning: CleaningRecipe, reading: RowReading): Stage<PassedRows> {
  const { unevenColumns = [] } = layout.source.text;
  const seen = unevenColumns.length > 0 ? new SeenAcrossTables(unevenColumns) : undefined;
  const encoder = new RowEncoder(rowJob(layout, mapping, cleaning), zoneOf(mapping.timeZone), seen);
  const take: TakeRows = (records, from, placeOf) => encoder.add(records, from, placeOf);
  const { endsWithNewline, placeOf } = yield* readRows(layout, take, {
    ...reading,
    partEnded: (ends) => settlePart(encoder.rows, layout, ends),
  });
  return { raw: encoder.finish(), order: null, endsWithNewline, placeOf };
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
