import { breather } from '../math/breathe';
import { zone as zoneOf } from '../math/zone';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import { REJECT_REASONS, type QualityReport } from '../protocol/ingest';
import type { Stage } from '../protocol/progress';
import type { CleaningRecipe, MappingRecipe } from '../protocol/recipe';
import { cleanRows } from './clean';
import type { CleanedRows } from './clean/changes';
import { buildEventTable, siftImplausible } from './event-table';
import { openLayout } from './layout';
import { qualityReport } from './quality';
import type { RawRows, RejectedRows } from './raw-rows';
import { Records } from './records';
import { roleColumns } from './role-columns';
import { RowEncoder } from './row-encoder';
import { checkMapping } from './preview';
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
}

/**
 * Reads a whole file under a mapping: one pass, a chunk at a time, without ever holding the text. Progress counts bytes of the file.
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
  const layout = await openLayout(file, signal);
  const zone = zoneOf(mapping.timeZone);
  const roles = roleColumns(mapping, layout);
  const encoder = new RowEncoder(layout, mapping, roles, cleaning, zone);
  const records = new Records(layout.dialect);
  const turn = breather();
  const pause = async () => {
    await turn();
    throwIfAborted(signal);
  };
  let toSkip = layout.skip;
  const encode = () => {
    const from = Math.min(toSkip, records.rows);
    toSkip -= from;
    encoder.add(records, from);
  };

  const { chunkBytes = CHUNK_BYTES } = options;
  for await (const { utf8, bytesRead } of readText(layout.source, chunkBytes, signal)) {
    records.push(utf8);
    records.split(false);
    encode();
    await pause();
    yield { stage: 'read', done: bytesRead, total: file.size, figures: { rows: encoder.rows.rowsRead } };
  }
  records.split(true);
  encode();

  const raw = encoder.finish();
  const { kept, duplicates, rejected, figures, cleaned } = await cleanRows(raw, siftImplausible(raw, cleaning), mapping, cleaning, pause);
  if (kept.length === 0) throw nothingKept(raw, rejected, mapping);
  await pause();
  const events = await buildEventTable(raw, kept, mapping, zone, pause);
  await pause();
  const quality = qualityReport(events, raw, { duplicates, rejected, dirt: figures }, layout, mapping);
  return { events, quality, rejected, cleaned };
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
