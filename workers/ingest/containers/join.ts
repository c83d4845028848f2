import { AppError } from '../../protocol/errors';
import type { SkippedPart, SkipReason } from '../../protocol/ingest';
import { isLineEnd } from '../byte-kinds';
import type { Layout } from '../layout';
import { cellTexts, conditionOf, innerLineEnds, rowTexts } from '../record-texts';
import { Records } from '../records';
import { readText, sourceOf, type Source } from '../source';
import { csvText, type PlacedRow } from './csv-text';
import type { TableText, TextFlow } from './flow';
import { LineMap } from './line-map';
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
  readonly layout: Pick<Layout, 'dialect' | 'width' | 'quoted' | 'skip' | 'columns' | 'hasHeader'>;
}

export interface Joined {
  readonly text: TableText;
  /** Names of the tables that it is made of. */
  readonly parts: readonly string[];
  readonly skipped: readonly SkippedPart[];
}

/**
 * Several tables of one layout as one text: columns are matched by name, whatever their order; a table without a header by position. What is no table or
 * has no rows is left out and named; of files that were opened together only what has no rows.
 *
 * @throws AppError `files-differ` (params: name, first, columns) where the columns are not those of the first, `packed-no-table` (params: name) where there is
 * none, and what layouts throw.
 */
export async function joinTables(file: File, { kind, tables }: Unwrapping, layoutOf: LayoutOf, encoding?: string): Promise<Joined> {
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
  const orders = members.map((member) => columnOrder(first, member));
  const laterFields = new Set<string>();
  const sparseFields = [...new Set(members.flatMap(({ source }) => source.text.sparseFields ?? []))];
  const text: TableText = {
    name: file.name,
    plain: false,
    made: true,
    objects: members.every(({ source }) => source.text.objects === true),
    laterFields,
    sparseFields,
    open(): TextFlow {
      const lines = new LineMap();
      let read = 0;
      async function* rows(): AsyncGenerator<readonly PlacedRow[], void, void> {
        if (first!.layout.hasHeader) yield [{ part: parts[0]!, line: 1, cells: first!.layout.columns }];
        for (const [i, member] of members.entries()) {
          const before = read;
          yield* rowsOf(member, orders[i]!, (bytes) => (read = before + bytes));
          for (const field of member.source.text.laterFields) laterFields.add(field);
        }
      }
      return { chunks: csvText(rows(), lines), bytesRead: () => read, place: (line) => lines.place(line) };
    },
  };
  return { text, parts, skipped };
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
    const { dialect, width, quoted, skip, columns, hasHeader, sample } = layoutOf(source);
    const regular = sample.filter((row) => row.length === columns.length).length;
    if (!chosen && regular < sample.length * LEAST_REGULAR) return { name, why: 'no-table' };
    // The beginnings of all tables need not be held until the last of them is read.
    return { source: { ...source, head: source.head.subarray(0, 0) }, layout: { dialect, width, quoted, skip, columns, hasHeader } };
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    if (code === 'file-no-rows' || code === 'file-empty') return { name, why: 'no-rows' };
    if ((code === 'file-one-column' || code === 'file-binary') && !chosen) return { name, why: 'no-table' };
    throw error;
  }
}

const comparable = (name: string) => name.trim().toLowerCase();

/** For each column of the first table its place in the other one; null where they are in the same places. */
function columnOrder(first: Member, { source, layout }: Member): readonly number[] | null {
  const wanted = first.layout.columns.map(comparable);
  const differ = (columns: string) => new AppError('files-differ', { name: source.text.name, first: first.source.text.name, columns });
  if (!layout.hasHeader || !first.layout.hasHeader) {
    if (layout.columns.length !== wanted.length) throw differ(`${layout.columns.length} ≠ ${wanted.length}`);
    return null;
  }
  const found = layout.columns.map(comparable);
  if (found.length === wanted.length && wanted.every((name, i) => name === found[i])) return null;
  const taken = new Set<number>();
  const order = wanted.map((name) => {
    const index = found.findIndex((other, i) => other === name && !taken.has(i));
    taken.add(index);
    return index;
  });
  const missing = first.layout.columns.filter((_, i) => order[i] === -1).map((name) => `− ${name}`);
  const surplus = layout.columns.filter((_, i) => !taken.has(i)).map((name) => `+ ${name}`);
  if (missing.length + surplus.length > 0) throw differ([...missing, ...surplus].join(', '));
  return order;
}

/** Rows below the header, their cells in the first table's order. A row with another number of cells than its header stays as it is, to be rejected. */
async function* rowsOf(
  { source, layout: { dialect, width, quoted, skip, columns } }: Member,
  order: readonly number[] | null,
  progress: (bytes: number) => void,
): AsyncGenerator<readonly PlacedRow[], void, void> {
  const part = source.text.name;
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
        cells: order !== null && cells.length === columns.length ? order.map((column) => cells[column]!) : cells,
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
