import type { TableFile } from '../protocol/engine';
import { AppError } from '../protocol/errors';
import type { Stage } from '../protocol/progress';
import type { CleaningRecipe, MappingRecipe } from '../protocol/recipe';
import type { JoinFigures } from '../protocol/tables';
import { ingest, type Ingested, type IngestOptions } from './ingest';
import { readItemTable } from './item-table';
import { joinFigures, withItems, withUsers } from './join';
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
    return { ingested: standAlone(file, mapping, yield* readUserTable(file, mapping, false, signal)), joined: [] };
  }
  const ingested = yield* ingest(file, mapping, cleaning, signal, options);
  return yield* joinTables(file, mapping, ingested, tables, signal);
}

/**
 * Joins tables to the events of a file, in place of what was joined to them before: the last table of users and the last of items count.
 * Where no table of users is among them, columns of the file itself that the mapping names as attributes are joined to it.
 *
 * @throws AppError as {@link readUserTable} and {@link readItemTable} do
 */
export async function* joinTables(
  file: File,
  mapping: MappingRecipe,
  held: Ingested,
  tables: readonly TableFile[],
  signal?: AbortSignal,
): Stage<IngestedFile> {
  const own = mapping.attributes?.some(({ as }) => as !== 'ignore') === true;
  if (!own && tables.length === 0 && !held.events.attributes && !held.events.items) return { ingested: held, joined: [] };
  const { joins: _, ...quality } = held.quality;
  let events = withItems(withUsers(held.events, null), null);
  const joined = new Map<JoinFigures['kind'], { readonly file: JoinedFile; readonly figures: JoinFigures }>();
  if (own) events = withUsers(events, (yield* readUserTable(file, mapping, true, signal)).table);
  for (const table of tables) {
    if (table.mapping.kind === 'items') {
      const read = yield* readItemTable(table.file, table.mapping, signal);
      events = withItems(events, read.table);
      joined.set('items', { file: { ...table, rejected: read.rejected }, figures: joinFigures('items', table.file.name, events, read) });
    } else {
      const read = yield* readUserTable(table.file, table.mapping, true, signal);
      events = withUsers(events, read.table);
      joined.set('users', { file: { ...table, rejected: read.rejected }, figures: joinFigures('users', table.file.name, events, read) });
    }
  }
  const all = [...joined.values()];
  const joins = all.length > 0 ? { joins: all.map(({ figures }) => figures) } : {};
  return { ingested: { ...held, events, quality: { ...quality, ...joins } }, joined: all.map((one) => one.file) };
}
