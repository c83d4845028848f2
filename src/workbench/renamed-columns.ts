import type { FilePreview } from '../../workers/protocol/ingest';
import type { RenamedColumn } from '../../workers/protocol/reading';
import type { MappingRecipe } from '../../workers/protocol/recipe';
import type { HeaderMatch } from '../../workers/protocol/update';

/** Columns that are where they were, so that nobody need be asked. */
export const isSure = ({ how }: HeaderMatch) => how === 'exact' || how === 'position';

/**
 * Columns for which nothing was found, under the names that files before had for them; what was found stays, to be asked about where it is not sure. Each
 * column of the file still stands for one at most.
 */
export function knownMatches(
  matches: readonly HeaderMatch[],
  { columns }: FilePreview,
  renamed: readonly RenamedColumn[],
): readonly HeaderMatch[] {
  const taken = new Set(matches.map(({ column }) => column));
  return matches.map((match) => {
    if (match.how !== 'none') return match;
    const column = columns.findIndex(
      ({ name }, at) => !taken.has(at) && renamed.some(({ from, to }) => from === name && to === match.wanted),
    );
    if (column < 0) return match;
    taken.add(column);
    return { ...match, column, how: 'exact' };
  });
}

/** How files are read as one with a newer file, whose columns are where the matches say. */
export function readingTogether(
  reading: MappingRecipe['reading'],
  before: readonly RenamedColumn[],
  { columns, hasHeader }: FilePreview,
  matches: readonly HeaderMatch[],
): MappingRecipe['reading'] {
  const own = matches.flatMap(({ wanted: to, column }) => {
    const from = column === null || !hasHeader ? to : columns[column]!.name;
    return from === to ? [] : [{ from, to }];
  });
  const renamed = [...before, ...own];
  return renamed.length > 0 ? { ...reading, renamed } : reading;
}

/**
 * A mapping for a file that has all of its columns, whose names may be written otherwise (in another case, or between blanks) since another of its files names them;
 * and perhaps others, which nobody has looked at. Null where the file lacks one.
 */
export function carriedMapping(mapping: MappingRecipe, { mapping: proposed }: FilePreview): MappingRecipe | null {
  const exact = new Map(proposed.columns.map(({ name }, at) => [name, at]));
  const own = new Set(mapping.columns.map(({ name }) => name));
  const alike = new Map(proposed.columns.flatMap(({ name }, at) => (own.has(name) ? [] : [[plainName(name), at] as const])));
  const held = new Map<number, MappingRecipe['columns'][number]>();
  for (const column of mapping.columns) {
    const at = exact.get(column.name) ?? alike.get(plainName(column.name));
    if (at === undefined || held.has(at)) return null;
    held.set(at, column);
  }
  const written = new Map([...held].map(([at, { name }]) => [name, proposed.columns[at]!.name]));
  const under = (name: string) => written.get(name) ?? name;
  const { attributes, relativeTime, brand, title } = mapping;
  return {
    ...mapping,
    columns: proposed.columns.map((column, at) => ({ ...column, role: held.get(at)?.role ?? 'other' })),
    ...(attributes && { attributes: attributes.map((attribute) => ({ ...attribute, name: under(attribute.name) })) }),
    ...(relativeTime && {
      relativeTime: {
        number: under(relativeTime.number),
        weekday: relativeTime.weekday === null ? null : under(relativeTime.weekday),
        hour: relativeTime.hour === null ? null : under(relativeTime.hour),
      },
    }),
    ...(brand !== undefined && { brand: under(brand) }),
    ...(title !== undefined && { title: under(title) }),
    ...(proposed.reading && { reading: proposed.reading }),
  };
}

/** As names are compared where files are read as one. */
const plainName = (name: string) => name.trim().toLowerCase();
