import { BOM, csvRow } from '../math/csv';
import { AppError } from '../protocol/errors';
import { REJECT_REASONS } from '../protocol/ingest';
import type { Stage } from '../protocol/progress';
import type { MappingRecipe } from '../protocol/recipe';
import type { Place } from './containers/flow';
import { openLayout, type Layout } from './layout';
import type { RejectedRows } from './raw-rows';
import { readRows, type TakeRows } from './read-rows';
import { cellTexts, rowTexts } from './record-texts';
import { fileColumns } from './role-columns';

/** A file that was read, and what was rejected of it. */
export interface RejectedSource {
  readonly file: File;
  readonly mapping: MappingRecipe;
  readonly rejected: RejectedRows;
}

/**
 * Rejected rows as CSV: `line` (1-based, where the record starts in the file), `reason`, then the row's own cells, as many as it has.
 * Of several files, or a file that holds several, the first column is `file`, and cells stand under the names of their columns, with cells beyond the header after all of them.
 * A second pass over the files, since the first keeps no text. UTF-8 with BOM, CRLF, safe against formulas.
 *
 * @throws AppError as opening and reading a file do; `source-not-kept` (params: name) where a workspace did not keep the bytes of a file
 * that has rejected rows.
 */
export async function* rejectedCsv(sources: readonly RejectedSource[], signal?: AbortSignal): Stage<Blob> {
  for (const { file, rejected } of sources) {
    if (file.size === 0 && rejected.lines.length > 0) throw new AppError('source-not-kept', { name: file.name });
  }
  const opened: Opened[] = [];
  for (const source of sources) {
    const { file, mapping, rejected } = source;
    opened.push({ ...source, layout: rejected.lines.length === 0 ? null : await openLayout(file, signal, mapping.reading) });
  }
  const several = sources.length > 1 || opened.some(({ layout }) => (layout?.source.unwrapped?.parts.length ?? 1) > 1);
  const names = [...new Set(sources.flatMap(namesOf))];
  // Of one file the names may repeat.
  const header = several ? ['file', 'line', 'reason', ...names] : ['line', 'reason', ...sources.flatMap(namesOf)];
  const parts: BlobPart[] = [`${BOM}${csvRow(header)}\r\n`];
  for (const source of opened) {
    const under = several ? placesOf(source, names) : null;
    const write = (place: Place, reason: string, cells: readonly string[]) =>
      csvRow(under ? [fileName(source, place), String(place.line), reason, ...under(cells)] : [String(place.line), reason, ...cells]);
    yield* collectRows(source, write, parts, signal);
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

/** A source whose table is open; null where there is nothing to fetch from it. */
interface Opened extends RejectedSource {
  readonly layout: Layout | null;
}

/** The file that a row stands in; files that were opened together stand for themselves. */
function fileName({ file, layout }: Opened, { part }: Place): string {
  if (part === null) return file.name;
  return layout?.source.unwrapped?.kind === 'files' ? part : `${file.name}/${part}`;
}

const namesOf = ({ mapping }: RejectedSource) => fileColumns(mapping).map(({ name }) => name);

/** Puts a row's cells under the names of all files' columns. */
function placesOf(source: RejectedSource, names: readonly string[]): (cells: readonly string[]) => readonly string[] {
  const at = namesOf(source).map((name) => names.indexOf(name));
  return (cells) => {
    const row = new Array<string>(names.length).fill('');
    cells.forEach((cell, i) => (i < at.length ? (row[at[i]!] = cell) : row.push(cell)));
    return row;
  };
}

async function* collectRows(
  { rejected, layout }: Opened,
  write: (place: Place, reason: string, cells: readonly string[]) => string,
  parts: BlobPart[],
  signal: AbortSignal | undefined,
): Stage<void> {
  if (layout === null) return;
  let next = 0;
  const collect: TakeRows = (records, from, placeOf) => {
    let text = '';
    const textOf = cellTexts(records);
    for (let row = from; row < records.rows && next < rejected.lines.length; row++) {
      const line = records.lines[row]!;
      if (line !== rejected.lines[next]) continue;
      text += `${write(placeOf(line), REJECT_REASONS[rejected.reasons[next]!]!, rowTexts(records, row, textOf))}\r\n`;
      next++;
    }
    if (text !== '') parts.push(text);
  };
  yield* readRows(layout, collect, { signal, enough: () => next === rejected.lines.length });
}
