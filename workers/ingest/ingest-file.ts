import type { AttributeDirt } from '../protocol/attribute-cleaning';
import type { TableFile } from '../protocol/engine';
import { AppError } from '../protocol/errors';
import type { Stage } from '../protocol/progress';
import type { CleaningRecipe, MappingRecipe, UserSample } from '../protocol/recipe';
import type { ItemTable, JoinFigures, UserTable } from '../protocol/tables';
import { cleanCsv } from './clean/clean-csv';
import { ingest, type Ingested, type IngestOptions } from './ingest';
import { readItemTable } from './item-table';
import { joinFigures, withItems, withUsers, type Joinable } from './join';
import type { RejectedRows } from './raw-rows';
import { standAlone } from './stand-alone';
import { readUserTable } from './user-table';

export interface JoinedFile extends TableFile {
  readonly rejected: RejectedRows;
}

export interface IngestedFile {
  readonly ingested: Ingested;
  readonly joined: readonly JoinedFile[];
}

/**
 * Reads a file as what its mapping says it is, events or a table of users, and joins the tables to it.
 *
 * @throws AppError `items-alone` for a table of items, which says nothing of users; as {@link ingest}, {@link readUserTable} and
 * {@link joinTables} do
 */
export async function* ingestFile(
  file: File,
  mapping: MappingRecipe,
  cleaning: CleaningRecipe,
  tables: readonly TableFile[],
  signal?: AbortSignal,
  options?: IngestOptions,
): Stage<IngestedFile> {
  if (mapping.kind === 'items') throw new AppError('items-alone');
  if (mapping.kind === 'users') {
    return { ingested: standAlone(file, mapping, yield* readUserTable(file, mapping, false, signal, cleaning.sample)), joined: [] };
  }
  const ingested = yield* ingest(file, mapping, cleaning, signal, options);
  return yield* joinTables(file, mapping, { ingested, joined: [] }, tables, signal, cleaning.sample);
}

/**
 * Joins tables to the events of a file, in place of what was joined to them before: the last table of users and the last of items count.
 * Where no table of users is among them, columns of the file itself that the mapping names as attributes are joined to it. What is held
 * already is not read again: the file's own columns, and a table whose bytes a workspace did not keep, if it is joined as it was.
 *
 * @param sample the users whose events are held, where they are not all: of the others no profile is held, either
 * @throws AppError as {@link readUserTable} and {@link readItemTable} do; `source-not-kept` (params: name) where a file has to be read that a
 * workspace did not keep
 */
export async function* joinTables(
  file: File,
  mapping: MappingRecipe,
  held: IngestedFile,
  tables: readonly TableFile[],
  signal?: AbortSignal,
  sample?: UserSample,
): Stage<IngestedFile> {
  const { events: before, quality: heldQuality } = held.ingested;
  const users = tables.findLast((table) => table.mapping.kind !== 'items');
  const items = tables.findLast((table) => table.mapping.kind === 'items');
  const own = users === undefined && mapping.attributes?.some(({ as }) => as !== 'ignore') === true;
  if (!own && tables.length === 0 && !before.attributes && !before.items) return { ingested: held.ingested, joined: [] };
  const { joins: _, attributeDirt: heldDirt, ...quality } = heldQuality;
  let events = withItems(withUsers(before, null), null);
  const joined: { readonly file: JoinedFile; readonly figures: JoinFigures }[] = [];
  const add = (kind: JoinFigures['kind'], table: TableFile, read: Joinable<UserTable | ItemTable>) =>
    joined.push({ file: { ...table, rejected: read.rejected }, figures: joinFigures(kind, table.file.name, events, read) });
  let ownDirt: AttributeDirt | undefined;
  if (own) {
    const kept = heldOwn(held.ingested);
    const read = kept ? { table: kept, dirt: heldDirt } : yield* readUserTable(readable(file), mapping, true, signal, sample);
    events = withUsers(events, read.table);
    ownDirt = read.dirt;
  }
  if (users) {
    const kept = heldTable(held, users, 'users', before.attributes?.table);
    const read = kept ?? (yield* readUserTable(readable(users.file), users.mapping, true, signal, sample));
    events = withUsers(events, read.table);
    add('users', users, read);
  }
  if (items) {
    const kept = heldTable(held, items, 'items', before.items?.table);
    const read = kept ?? (yield* readItemTable(readable(items.file), items.mapping, signal));
    events = withItems(events, read.table);
    add('items', items, read);
  }
  const joins = joined.length > 0 ? { joins: joined.map(({ figures }) => figures) } : {};
  const dirt = ownDirt ? { attributeDirt: ownDirt } : {};
  return { ingested: { ...held.ingested, events, quality: { ...quality, ...dirt, ...joins } }, joined: joined.map((one) => one.file) };
}

/**
 * What was kept of a table that is joined, as {@link cleanCsv} writes it. It is read again, since a join holds neither lines nor changes of cells.
 *
 * @throws AppError as {@link joinTables} does
 */
export async function* cleanTable({ file, mapping }: TableFile, sample?: UserSample, signal?: AbortSignal): Stage<Blob> {
  const own = readable(file);
  const { rejected, cleaned } = yield* mapping.kind === 'items'
    ? readItemTable(own, mapping, signal)
    : readUserTable(own, mapping, true, signal, sample);
  return yield* cleanCsv({ file, mapping, rejected, cleaned }, signal);
}

/** An empty file stands for one that was not kept. */
function readable(file: File): File {
  if (file.size === 0) throw new AppError('source-not-kept', { name: file.name });
  return file;
}

/** The file's own columns, as they are joined to its events now. */
function heldOwn({ events, quality }: Ingested): UserTable | null {
  return quality.joins?.some(({ kind }) => kind === 'users') === true ? null : (events.attributes?.table ?? null);
}

/** A table that cannot be read again, as it is joined now: under the same mapping it is the same. */
function heldTable<Table>(
  { ingested, joined }: IngestedFile,
  { file, mapping }: TableFile,
  kind: JoinFigures['kind'],
  table: Table | undefined,
): Joinable<Table> | null {
  if (file.size > 0 || table === undefined) return null;
  const before = joined.find((one) => one.file.size === 0 && one.file.name === file.name && same(one.mapping, mapping));
  const figures = ingested.quality.joins?.find((one) => one.kind === kind);
  if (before === undefined || figures === undefined) return null;
  const { rowsRead, duplicates, dirt } = figures;
  return { table, rowsRead, duplicates, rejected: before.rejected, ...(dirt && { dirt }) };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
