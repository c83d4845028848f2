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
