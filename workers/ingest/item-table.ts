import { AppError } from '../protocol/errors';
import type { CodedColumn } from '../protocol/events';
import type { Stage } from '../protocol/progress';
import type { MappingRecipe } from '../protocol/recipe';
import type { ItemTable } from '../protocol/tables';
import { KeyedRows, TextColumn } from './keyed-rows';
import { openLayout } from './layout';
import { readRows } from './read-rows';
import { placedNotes, settlePart, settleRejected } from './settle-rejected';
import { TextDictionary } from './text-dictionary';
import { columnNamed, columnWithRole, noneKept, outcomeOf, type ReadTable } from './user-table';

/**
 * Reads a file with one row an item: the first row of each item is kept.
 *
 * @throws AppError `mapping-no-item`, `mapping-no-attributes` (none of what it says is used), `rows-none-kept`, and what opening and reading
 * a file throw
 */
export async function* readItemTable(file: File, mapping: MappingRecipe, signal?: AbortSignal): Stage<ReadTable<ItemTable>> {
  const layout = await openLayout(file, signal, mapping.reading);
  const key = columnWithRole(mapping, 'item', layout);
  if (key === null) throw new AppError('mapping-no-item');
  const named = (name: string | undefined) => (name === undefined ? null : columnNamed(mapping, name, layout));
  const places = { category: columnWithRole(mapping, 'category', layout), brand: named(mapping.brand), title: named(mapping.title) };
  const columns = new Map<number, TextColumn>();
  for (const place of Object.values(places)) if (place !== null) columns.set(place, new TextColumn(layout, place));
  // What else is said of items in words.
  const others = (mapping.attributes ?? []).flatMap(({ name, as }) => {
    const place = as === 'category' || as === 'text' ? columnNamed(mapping, name, layout) : null;
    if (place === null || place === key || columns.has(place)) return [];
    const cells = new TextColumn(layout, place, new TextDictionary());
    columns.set(place, cells);
    return [{ name, cells }];
  });
  if (columns.size === 0) throw new AppError('mapping-no-attributes');
  const rows = new KeyedRows(layout, key, columns);
  const end = yield* readRows(layout, (records, from, placeOf) => rows.add(records, from, placeOf), {
    signal,
    partEnded: (ends) => settlePart(rows, layout, ends),
  });
  const met = placedNotes(settleRejected(rows, layout, end.endsWithNewline), end.placeOf);
  const notes = [...(layout.source.text.joinNotes ?? []), ...met];
  const ids = rows.ids();
  if (ids.length === 0) throw noneKept(rows);
  const coded = (place: number | null): CodedColumn | null => {
    const cells = place === null ? undefined : columns.get(place);
    return cells ? { codes: cells.codes(), names: cells.names() } : null;
  };
  const table: ItemTable = {
    rows: ids.length,
    ids,
    category: coded(places.category),
    brand: coded(places.brand),
    title: coded(places.title),
    ...(others.length > 0 && {
      columns: others.map(({ name, cells }) => ({ name, coded: { codes: cells.codes(), names: cells.names() } })),
    }),
  };
  return { table, ...outcomeOf(rows, layout), notes };
}
