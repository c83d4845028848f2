import type { EventTable } from '../protocol/events';
import type { DirtFigures } from '../protocol/cleaning';
import { noRejections, REJECT_REASONS, type QualityReport } from '../protocol/ingest';
import type { ReadingNote } from '../protocol/reading';
import { TEXT_ROLES, type MappingRecipe } from '../protocol/recipe';
import type { Layout } from './layout';
import type { RawRows, RejectedRows } from './raw-rows';
import { fileColumns } from './role-columns';
import { unwrappedOf } from './source';
import { eventsPerUser, listTypes, tableFigures, typeCounts } from './table-figures';

interface Outcome {
  readonly duplicates: number;
  readonly rejected: RejectedRows;
  readonly dirt: DirtFigures;
  /** What was met among the rows below the header. */
  readonly notes: readonly ReadingNote[];
}

/** The file's quality under a mapping. What the events add up to is told by {@link tableFigures}. */
export function qualityReport(
  events: EventTable,
  raw: RawRows,
  { duplicates, rejected, dirt, notes }: Outcome,
  layout: Layout,
  mapping: MappingRecipe,
): QualityReport {
  const reasons = noRejections();
  for (const reason of rejected.reasons) reasons[REJECT_REASONS[reason]!]++;
  const { file } = layout.source;
  const known = fileColumns(mapping);
  const inPlace = known.length === layout.columns.length;
  const roleOf = new Map(known.map(({ name, role }) => [name, role]));
  return {
    fileName: file.name,
    fileSize: file.size,
    ...unwrappedOf(layout.source),
    rowsRead: raw.rowsRead,
    kept: events.rows,
    duplicates,
    rejected: reasons,
    ...tableFigures(events),
    users: events.users,
    eventsPerUser: eventsPerUser(events),
    missing: layout.columns.map((column, i) => ({
      column: inPlace ? known[i]!.name : column,
      role: (inPlace ? known[i]!.role : roleOf.get(column)) ?? 'other',
      missing: raw.missing[i]!,
    })),
    eventTypes: listTypes(events, typeCounts(events)),
    ...(events.ownTypes && { ownTypes: events.ownTypes }),
    readingNotes: [...(layout.source.text.joinNotes ?? []), ...notes, ...fullTexts(events, mapping)],
    dirt,
  };
}

/** Columns with more different texts than are kept. */
function fullTexts(events: EventTable, { columns }: MappingRecipe): ReadingNote[] {
  return TEXT_ROLES.flatMap((role): ReadingNote[] => {
    const column = events[role];
    const name = columns.find((each) => each.role === role)?.name ?? '';
    return column?.full ? [{ key: 'texts-full', line: 1, count: column.names.length, params: { example: name } }] : [];
  });
}
