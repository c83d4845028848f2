import { AppError } from '../../protocol/errors';
import type { SkippedPart, SkipReason } from '../../protocol/ingest';
import type { ReadingOverrides } from '../../protocol/reading';
import { isLineEnd } from '../byte-kinds';
import type { Layout } from '../layout';
import { cellTexts, conditionOf, innerLineEnds, rowTexts } from '../record-texts';
import { Records } from '../records';
import { readText, sourceOf, type Source } from '../source';
import { csvText, type PlacedRow } from './csv-text';
import type { TableText, TextFlow } from './flow';
import { LineMap } from './line-map';
import { unionOf, type Union } from './union-columns';
import type { Unwrapping } from './unwrap';

/** How a table's text becomes a table: handed in, since it needs a source itself. */
export type LayoutOf = (source: Source) => Layout;

const CHUNK_BYTES = 1 << 18;
/** As much of each table as its layout rests on. */
const HEAD_BYTES = 1 << 18;
/** Of prose the lines have as many «cells» as commas: below this share of rows of one width it is no table. */
const LEAST_REGULAR = 0.5;

interface Member {
  readonly source: Source;
  readonly layout: Pick<Layout, 'dialect' | 'width' | 'quoted' | 'skip' | 'columns' | 'hasHeader' | 'header'>;
}

export interface Joined {
  readonly text: TableText;
  /** Names of the tables that it is made of. */
  readonly parts: readonly string[];
  readonly skipped: readonly SkippedPart[];
}

/**
 * Several tables as one text, whose columns are those of all of them, as {@link unionOf} has it: cells of a column that a table lacks are empty. What is no
 * table or has no rows is left out and named; of files that were opened together only what has no rows.
 *
 * @throws AppError `files-differ` (params: name, first, columns) where a table is of another kind than the first, `packed-no-table` (params: name) where there
 * is none, and what layouts throw.
 */
export async function joinTables(
  file: File,
  { kind, tables }: Unwrapping,
  layoutOf: LayoutOf,
  { encoding, renamed }: ReadingOverrides = {},
): Promise<Joined> {
  const skipped: SkippedPart[] = [];
  const members: Member[] = [];
  for (const table of tables) {
    const member = await memberOf(file, table, layoutOf, kind === 'files', encoding);
    if ('why' in member) skipped.push(member);
    else members.push(member);
  }
  const first = members.find(({ layout }) => layout.hasHeader) ?? members[0];
  if (!first) throw new AppError(kind === 'files' ? 'file-no-rows' : 'packed-no-table', { name: file.name });
  const parts = members.map(({ source }) => source.text.name);
  if (members.length === 1) return { text: first.source.text, parts, skipped };
  const columnsOf = ({ source, layout }: Member) => ({ ...layout, name: source.text.name });
  const belonging = unionOf(members.map(columnsOf), renamed);
  // Objects may have fields that their beginning does not show, and then these stand under the columns of the others.
  for (const [i, member] of members.entries()) if (member.source.text.objects) members[i] = widened(member, belonging, i);
  const union = unionOf(members.map(columnsOf), renamed);
  const laterFields = new Set<string>();
  const taken = new Set(union.columns);
  const sparseFields = [...new Set(members.flatMap(({ source }) => source.text.sparseFields ?? []))].filter((field) => !taken.has(field));
  const text: TableText = {
    name: file.name,
    plain: false,
    made: true,
    objects: members.every(({ source }) => source.text.objects === true),
    laterFields,
    sparseFields,
    joinNotes: union.notes,
    unevenColumns: union.uneven,
    open(): TextFlow {
      const lines = new LineMap();
      let read = 0;
      async function* rows(): AsyncGenerator<readonly PlacedRow[], void, void> {
        if (first!.layout.hasHeader) yield [{ part: parts[0]!, line: 1, cells: union.columns }];
        for (const [i, member] of members.entries()) {
          const before = read;
          yield* rowsOf(member, union, i, (bytes) => (read = before + bytes));
          for (const field of member.source.text.laterFields) laterFields.add(field);
        }
      }
      return { chunks: csvText(rows(), lines), bytesRead: () => read, place: (line) => lines.place(line) };
    },
  };
  return { text, parts, skipped };
}

/** A table of objects with the columns of the union that it lacks behind its own. */
function widened({ source, layout }: Member, { columns, places }: Union, at: number): Member {
  const order = places[at] ?? null;
  const also = columns.filter((_, column) => order?.[column] === -1);
  if (also.length === 0) return { source, layout };
  const { text } = source;
  return {
    source: { ...source, text: { ...text, open: () => text.open(also) } },
    layout: {
      ...layout,
      width: layout.width + also.length,
      columns: [...layout.columns, ...also],
      header: layout.header.map((cells) => [...cells, ...also]),
    },
  };
}

/**
 * Why a text in an archive is no table, or one without rows; null where it is a table.
 *
 * @throws what layouts throw
 */
export async function whyNoTable(file: File, table: TableText, layoutOf: LayoutOf, encoding?: string): Promise<SkipReason | null> {
  const member = await memberOf(file, table, layoutOf, false, encoding);
  return 'why' in member ? member.why : null;
}

async function memberOf(
  file: File,
  table: TableText,
  layoutOf: LayoutOf,
  chosen: boolean,
  encoding: string | undefined,
): Promise<Member | SkippedPart> {
  const { name } = table;
  try {
    const source = await sourceOf(file, table, null, encoding, HEAD_BYTES);
    const { dialect, width, quoted, skip, columns, hasHeader, header, sample } = layoutOf(source);
    const regular = sample.filter((row) => row.length === columns.length).length;
    // Many systems end each line with a delimiter.
    const ended = sample.every((row) => row.length === width && row.slice(columns.length).every((cell) => cell.trim() === ''));
    if (!chosen && !ended && regular < sample.length * LEAST_REGULAR) return { name, why: 'no-table' };
    // The beginnings of all tables need not be held until the last of them is read.
    return {
      source: { ...source, head: source.head.subarray(0, 0) },
      layout: { dialect, width, quoted, skip, columns, hasHeader, header },
    };
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    if (code === 'file-no-rows' || code === 'file-empty') return { name, why: 'no-rows' };
    if ((code === 'file-one-column' || code === 'file-binary') && !chosen) return { name, why: 'no-table' };
    throw error;
  }
}

/** Rows below the header, their cells under the columns of all tables. */
async function* rowsOf(
  { source, layout }: Member,
  union: Union,
  member: number,
  progress: (bytes: number) => void,
): AsyncGenerator<readonly PlacedRow[], void, void> {
  const part = source.text.name;
  const { dialect, width, quoted, skip } = layout;
  const placed = placing(layout, union, member);
  const records = new Records(dialect, width, quoted);
  let toSkip = skip;
  let nextLine = 0;
  const batch = (place: TextFlow['place'], unended: boolean): PlacedRow[] => {
    const from = Math.min(toSkip, records.rows);
    toSkip -= from;
    const textOf = cellTexts(records);
    const condition = conditionOf(records, place);
    const rows: PlacedRow[] = [];
    for (let row = from; row < records.rows; row++) {
      const cells = rowTexts(records, row, textOf);
      const { line } = place(records.lines[row]!);
      const gap = nextLine > 0 && records.lines[row]! > nextLine;
      nextLine = records.lines[row]! + innerLineEnds(records, row, dialect) + 1;
      const broken = condition(row);
      rows.push({
        part,
        line,
        gap,
        ...((broken === 'cut' || broken === 'broken') && { broken }),
        ...(unended && row === records.rows - 1 && { unended }),
        cells: placed(cells),
      });
    }
    return rows;
  };
  let last: TextFlow['place'] = (line) => ({ part, line });
  let lastByte: number | undefined;
  for await (const { utf8, bytesRead, place } of readText(source, CHUNK_BYTES)) {
    records.push(utf8);
    records.split(false);
    last = place;
    lastByte = utf8.at(-1) ?? lastByte;
    yield batch(place, false);
    progress(bytesRead);
  }
  records.split(true);
  yield batch(last, lastByte !== undefined && !isLineEnd(lastByte));
}

/**
 * Puts a row's cells under the columns of all tables. Surplus cells stay surplus, behind all columns; a row with fewer cells than its header stays as it is, and
 * short.
 */
function placing({ columns, header }: Member['layout'], union: Union, member: number): (cells: readonly string[]) => readonly string[] {
  const order = union.places[member]!;
  const own = header.length === 1 ? header[0]!.map((name) => name.trim()) : null;
  const isHeader = (cells: readonly string[]) =>
    own !== null && cells.length === own.length && cells.every((cell, i) => cell.trim() === own[i]);
  return (cells) => {
    if (cells.length < columns.length) return cells;
    // A header that comes again is known by the names of all columns.
    if (isHeader(cells)) return union.columns;
    if (order === null) return cells;
    const row = order.map((column) => (column === -1 ? '' : cells[column]!));
    return cells.length === columns.length ? row : [...row, ...cells.slice(columns.length)];
  };
}
