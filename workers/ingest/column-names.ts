import type { ReadingNote } from '../protocol/reading';

export interface NamedColumns {
  readonly columns: readonly string[];
  readonly notes: readonly ReadingNote[];
}

/**
 * Names of the columns from the header's records, joined by a blank where there are several: `2019` over `q1` and `q2` becomes `2019 q1` and
 * `2019 q2`. Nameless columns are numbered, and dropped at the end where no row fills them; names that come again get a number.
 *
 * `rows`: the sampled rows; `width`: cells that they have; `line`: the header's line.
 */
export function columnNames(
  header: readonly (readonly string[])[],
  rows: readonly (readonly string[])[],
  width: number,
  line: number,
): NamedColumns {
  const notes: ReadingNote[] = [];
  const shifted = hasRowNames(header, rows, width);
  if (shifted) notes.push({ key: 'row-names', line, count: 1 });
  const lines = shifted ? header.map((cells) => ['', ...cells]) : header;
  const names = joined(lines, Math.max(width, ...lines.map(({ length }) => length)));
  let { length } = names;
  while (length > 1 && names[length - 1] === '' && !rows.some((row) => (row[length - 1] ?? '').trim() !== '')) length--;
  const { columns, generated, changed } = unique(names.slice(0, length));
  if (header.length > 1) notes.push({ key: 'header-lines', line, count: header.length });
  if (generated.length > 0) notes.push({ key: 'names-generated', line, count: generated.length, params: { example: generated[0]! } });
  if (changed.length > 0) notes.push({ key: 'names-changed', line, count: changed.length, params: { example: changed[0]! } });
  return { columns, notes };
}

/** `column 1` … of a table without a header. */
export function numberedColumns(width: number): readonly string[] {
  return Array.from({ length: width }, (_, i) => `column ${i + 1}`);
}

function joined(lines: readonly (readonly string[])[], width: number): string[] {
  const filled: (readonly string[])[] = [];
  // From below, since a group may stand over groups.
  for (const cells of lines.toReversed()) {
    const below = filled[0];
    filled.unshift(below !== undefined && namesGroups(cells, below) ? fillRight(cells, below) : cells);
  }
  return Array.from({ length: width }, (_, column) =>
    filled
      .map((cells) => (cells[column] ?? '').trim())
      .filter((part, i, parts) => part !== '' && part !== parts[i - 1])
      .join(' '),
  );
}

/** Whether each name that stands over another stands over more than one, the last column aside. */
function namesGroups(cells: readonly string[], below: readonly string[]): boolean {
  const has = (row: readonly string[], column: number) => (row[column] ?? '').trim() !== '';
  let groups = 0;
  for (let column = 0; column < cells.length; column++) {
    if (!has(cells, column) || !has(below, column)) continue;
    if (column + 1 < below.length && has(below, column + 1) && has(cells, column + 1)) return false;
    if (column + 1 < below.length && !has(cells, column + 1)) groups++;
  }
  return groups > 0;
}

function fillRight(cells: readonly string[], below: readonly string[]): string[] {
  let group = '';
  return below.map((name, column) => {
    const own = (cells[column] ?? '').trim();
    if (own !== '') group = name.trim() === '' ? '' : own;
    return own !== '' ? own : name.trim() !== '' ? group : '';
  });
}

/** R writes rows with their numbers before them and no name above these. */
function hasRowNames(header: readonly (readonly string[])[], rows: readonly (readonly string[])[], width: number): boolean {
  const [names] = header;
  if (header.length !== 1 || names!.length !== width - 1 || names!.some((name) => name.trim() === '')) return false;
  return rows.length > 0 && rows.every((row, i) => row[0] === String(i + 1));
}

interface UniqueNames {
  readonly columns: readonly string[];
  readonly generated: readonly string[];
  readonly changed: readonly string[];
}

function unique(names: readonly string[]): UniqueNames {
  const generated: string[] = [];
  const changed: string[] = [];
  const taken = new Set(names);
  const seen = new Set<string>();
  /** Where the numbers of a name go on: tens of thousands of columns may bear the same. */
  const next = new Map<string, number>();
  const free = (base: string, from: number) => {
    let number = Math.max(from, next.get(base) ?? 0);
    while (taken.has(`${base}${number}`)) number++;
    next.set(base, number + 1);
    return `${base}${number}`;
  };
  const columns = names.map((name, i) => {
    let own = name;
    if (name === '') generated.push((own = free('column ', i + 1)));
    else if (seen.has(name)) changed.push((own = free(`${name}_`, 2)));
    seen.add(own);
    taken.add(own);
    return own;
  });
  return { columns, generated, changed };
}
