import type { ReadingNote } from '../../protocol/reading';
import type { TableColumns } from './union-columns';

/** Notes and names that are written out; the rest is counted or stands for itself. */
const MOST_NOTES = 12;
const MOST_NAMES = 5;

/** Says of which tables columns go by other names. @param given as they were before */
export function renamedNote(given: readonly TableColumns[], tables: readonly TableColumns[]): ReadingNote[] {
  const pairs = new Set<string>();
  const files = given.filter(({ columns }, i) => {
    const changed = columns.flatMap((column, at) => (column === tables[i]!.columns[at] ? [] : [`${column} → ${tables[i]!.columns[at]!}`]));
    for (const pair of changed) pairs.add(pair);
    return changed.length > 0;
  });
  if (pairs.size === 0) return [];
  return [
    {
      key: 'columns-renamed',
      line: 1,
      count: pairs.size,
      params: { columns: some([...pairs]), files: some(files.map(({ name }) => name)) },
    },
  ];
}

interface Uneven {
  readonly key: 'columns-only-in' | 'columns-not-in';
  readonly files: readonly string[];
  readonly columns: string[];
}

/** One note for all columns that the same tables have, named by these or by those that lack them, whichever are fewer. */
export function unevenNotes(
  tables: readonly TableColumns[],
  places: readonly (readonly number[] | null)[],
  columns: readonly string[],
): ReadingNote[] {
  const groups = new Map<string, Uneven>();
  for (const [column, name] of columns.entries()) {
    const lacks = places.map((order) => order?.[column] === -1);
    const by = String(lacks);
    const group = groups.get(by);
    if (group) group.columns.push(name);
    else if (lacks.includes(true)) {
      const few = lacks.filter((lacking) => lacking).length > tables.length / 2;
      const files = tables.filter((_, i) => lacks[i] !== few).map((table) => table.name);
      groups.set(by, { key: few ? 'columns-only-in' : 'columns-not-in', files, columns: [name] });
    }
  }
  const told = [...groups.values()];
  const rest = told.splice(MOST_NOTES).flatMap((group) => group.columns);
  if (rest.length > 0) told.push({ key: 'columns-not-in', files: ['…'], columns: rest });
  return told.map(({ key, files, columns: names }) => ({
    key,
    line: 1,
    count: names.length,
    params: { columns: some(names), files: some(files) },
  }));
}

const some = (names: readonly string[]) => [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? ['…'] : [])].join(', ');
