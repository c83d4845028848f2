import { breather } from '../math/breathe';
import { zone as zoneOf } from '../math/zone';
import type { AttributeDirt } from '../protocol/attribute-cleaning';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { CodedColumn } from '../protocol/events';
import type { Stage } from '../protocol/progress';
import type { ReadingNote } from '../protocol/reading';
import type { AttributeRecipe, MappingRecipe, UserSample } from '../protocol/recipe';
import type { AttributeColumn, UserTable } from '../protocol/tables';
import { orderedBands } from './bands';
import { cleanAttributes, type LeftOut } from './clean/attributes';
import type { CleanedRows } from './clean/changes';
import { dateReader } from './dates';
import { FigureColumn, KeyedRows, TextColumn } from './keyed-rows';
import { openLayout, type Layout } from './layout';
import type { RejectedRows } from './raw-rows';
import { readRows } from './read-rows';
import { placedNotes, settlePart, settleRejected } from './settle-rejected';
import { TextDictionary } from './text-dictionary';

/** A table of users (or items) as reading it left it; `cleaned` is for the clean file. */
export interface ReadTable<Table> {
  readonly table: Table;
  readonly rowsRead: number;
  readonly duplicates: number;
  readonly rejected: RejectedRows;
  /** What was met among the rows below the header. */
  readonly notes: readonly ReadingNote[];
  /** Blank cells by column of the file. */
  readonly missing: readonly { readonly column: string; readonly missing: number }[];
  readonly cleaned: CleanedRows;
}

/** A table of users, with what was done about dirt in it. */
export interface ReadUsers extends ReadTable<UserTable> {
  readonly dirt: AttributeDirt;
}

/**
 * Reads a file with one row a user: the first row of each user is kept. Of a file of events each user's first value that is there is taken. Without a user column each row stands for itself, and its number
 * among the rows of data, from 1, is its id. Columns that the mapping ignores are not held. Then the mapping's settings for dirt are followed.
 *
 * @param joined the table will stand beside events, so that it must have a user column
 * @param sample the users whose rows are kept; without it, all
 * @throws AppError `mapping-no-user` (joined), `mapping-no-attributes` (no column is used; of a table that stands alone, none but outcomes and texts), `rows-none-kept`, and what opening and reading a
 * file throw
 */
export async function* readUserTable(
  file: File,
  mapping: MappingRecipe,
  joined: boolean,
  signal?: AbortSignal,
  sample?: UserSample,
): Stage<ReadUsers> {
  const layout = await openLayout(file, signal, mapping.reading);
  const key = columnWithRole(mapping, 'user', layout);
  if (key === null && joined) throw new AppError('mapping-no-user');
  const used = (mapping.attributes ?? []).flatMap((attribute) => {
    const column = columnNamed(mapping, attribute.name, layout);
    return attribute.as === 'ignore' || column === null || column === key ? [] : [{ attribute, column, cells: cellsOf(attribute, column) }];
  });
  if (joined ? used.length === 0 : used.every(({ attribute: { label, as } }) => label || as === 'text'))
    throw new AppError('mapping-no-attributes');
  const settings = { dropRepeated: mapping.dropRepeated, fillsGaps: (mapping.kind ?? 'events') === 'events', sample };
  const rows = new KeyedRows(layout, key, new Map(used.map(({ column, cells }) => [column, cells])), settings);
  const end = yield* readRows(layout, (records, from, placeOf) => rows.add(records, from, placeOf), {
    signal,
    partEnded: (ends) => settlePart(rows, layout, ends),
  });
  const met = placedNotes(settleRejected(rows, layout, end.endsWithNewline), end.placeOf);
  const notes = [...(layout.source.text.joinNotes ?? []), ...met, ...fullTexts()];
  const ids = rows.ids();
  if (ids.length === 0) throw noneKept(rows);
  const turn = breather();
  const pause = async () => {
    await turn();
    throwIfAborted(signal);
  };
  const held = { ids, lines: linesOf(rows.keptLine), columns: used.map(({ attribute, cells }) => columnOf(attribute, cells)) };
  const { table, leftOut, changes, dirt } = await cleanAttributes(held, mapping, pause);
  if (table.ids.length === 0) throw noneKept(rows);
  const outcome = outcomeOf(rows, layout);
  return {
    ...outcome,
    table: { rows: table.ids.length, ids: table.ids, columns: table.columns },
    rejected: withLeftOut(rows.rejected, leftOut),
    notes,
    dirt: { ...dirt, repeated: rows.repeated },
    cleaned: { ...outcome.cleaned, changes },
  };

  function fullTexts(): ReadingNote[] {
    return used.flatMap(({ attribute: { name }, cells }) =>
      cells instanceof TextColumn && cells.isFull
        ? [{ key: 'texts-full' as const, line: 1, count: cells.size, params: { example: name } }]
        : [],
    );
  }

  function cellsOf({ as, dateFormat, decimalMark }: AttributeRecipe, column: number): TextColumn | FigureColumn {
    if (as === 'number') return FigureColumn.numbers(layout, column, decimalMark);
    if (as === 'text') return new TextColumn(layout, column, new TextDictionary());
    if (as === 'date') return new FigureColumn(dateReader(dateFormat ?? 'iso', zoneOf(mapping.timeZone)));
    return new TextColumn(layout, column);
  }
}

const linesOf = ({ data, length }: KeyedRows['keptLine']) => data.slice(0, length);

/** In the order of the file. */
function withLeftOut({ lines, reasons }: RejectedRows, leftOut: readonly LeftOut[]): RejectedRows {
  if (leftOut.length === 0) return { lines, reasons };
  const all = [...Array.from(lines, (line, i) => ({ line, reason: reasons[i]! })), ...leftOut].sort((a, b) => a.line - b.line);
  return { lines: Uint32Array.from(all, ({ line }) => line), reasons: Uint8Array.from(all, ({ reason }) => reason) };
}

function columnOf({ name, as, label = false }: AttributeRecipe, cells: TextColumn | FigureColumn): AttributeColumn {
  if (as === 'ignore') throw new TypeError(`${name} is ignored`);
  if (cells instanceof FigureColumn) return { name, as, label, values: cells.values(), coded: null };
  const coded = { codes: cells.codes(), names: cells.names() };
  return { name, as, label, values: null, coded: as === 'ordered' ? inOrder(coded) : coded };
}

/** Values that are no bands go missing; where none are, all are ranked as text, which a person asked for who said that they have an order. */
export function inOrder({ codes, names }: CodedColumn): CodedColumn {
  const ordered = orderedBands(names) ?? [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const rank = new Map(ordered.map((name, place) => [name, place]));
  return { names: ordered, codes: codes.map((code) => (code < 0 ? -1 : (rank.get(names[code]!) ?? -1))) };
}

/** Where a column stands in the file: by its place where the mapping's names are the file's, else by name. */
export function columnNamed(mapping: MappingRecipe, name: string, { columns, hasHeader }: Layout): number | null {
  const found = columns.indexOf(name);
  if (found >= 0) return found;
  const place = hasHeader || mapping.columns.length !== columns.length ? -1 : mapping.columns.findIndex((column) => column.name === name);
  return place < 0 ? null : place;
}

export function columnWithRole(mapping: MappingRecipe, role: 'user' | 'item' | 'category', layout: Layout): number | null {
  const column = mapping.columns.find((each) => each.role === role);
  return column === undefined ? null : columnNamed(mapping, column.name, layout);
}

export function outcomeOf(rows: KeyedRows, { columns }: Layout): Omit<ReadTable<unknown>, 'table' | 'notes'> {
  const { rowsRead, duplicates, rejected, missing } = rows;
  const cleaned = { duplicateLines: linesOf(rows.duplicateLine), changes: { attributes: new Map() } };
  return { rowsRead, duplicates, rejected, cleaned, missing: columns.map((column, i) => ({ column, missing: missing[i]! })) };
}

export function noneKept({ rowsRead }: KeyedRows): AppError {
  return rowsRead === 0 ? new AppError('file-no-rows') : new AppError('rows-none-kept', { rows: rowsRead });
}
