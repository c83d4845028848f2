import type { FilePreview } from '../../workers/protocol/ingest';
import type { RenamedColumn } from '../../workers/protocol/reading';
import type { MappingRecipe } from '../../workers/protocol/recipe';
import type { HeaderMatch } from '../../workers/protocol/update';

/** Columns that are where they were, so that nobody need be asked. */
export const isSure = ({ how }: HeaderMatch) => how === 'exact' || how === 'position';

/** Columns that were not found under their own names, under those that files before had for them. */
export function knownMatches(
  matches: readonly HeaderMatch[],
  { columns }: FilePreview,
  renamed: readonly RenamedColumn[],
): readonly HeaderMatch[] {
  return matches.map((match) => {
    if (isSure(match)) return match;
    const column = columns.findIndex(({ name }) => renamed.some(({ from, to }) => from === name && to === match.wanted));
    return column < 0 ? match : { ...match, column, how: 'exact' };
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
