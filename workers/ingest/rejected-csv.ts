import { breather } from '../math/breathe';
import { BOM, csvRow } from '../math/csv';
import { AppError, throwIfAborted } from '../protocol/errors';
import { REJECT_REASONS } from '../protocol/ingest';
import type { Stage } from '../protocol/progress';
import type { MappingRecipe } from '../protocol/recipe';
import { openLayout } from './layout';
import type { RejectedRows } from './raw-rows';
import { cellTexts, rowTexts } from './record-texts';
import { Records } from './records';
import { fileColumns } from './role-columns';
import { readText } from './source';

const CHUNK_BYTES = 1 << 18;

/** A file that was read, and what was rejected of it. */
export interface RejectedSource {
  readonly file: File;
  readonly mapping: MappingRecipe;
  readonly rejected: RejectedRows;
}

/**
 * Rejected rows as CSV: `line` (1-based, where the record starts in the file), `reason`, then the row's own cells, as many as it has.
 * Of several files the first column is `file`, and cells stand under the names of their columns, with cells beyond the header after all of them.
 * A second pass over the files, since the first keeps no text. UTF-8 with BOM, CRLF, safe against formulas.
 *
 * @throws AppError as opening and reading a file do; `source-not-kept` (params: name) where a workspace did not keep the bytes of a file
 * that has rejected rows.
 */
export async function* rejectedCsv(sources: readonly RejectedSource[], signal?: AbortSignal): Stage<Blob> {
  for (const { file, rejected } of sources) {
    if (file.size === 0 && rejected.lines.length > 0) throw new AppError('source-not-kept', { name: file.name });
  }
  const several = sources.length > 1;
  const names = [...new Set(sources.flatMap(namesOf))];
  // Of one file the names may repeat.
  const header = several ? ['file', 'line', 'reason', ...names] : ['line', 'reason', ...sources.flatMap(namesOf)];
  const parts: BlobPart[] = [`${BOM}${csvRow(header)}\r\n`];
  for (const source of sources) {
    const place = several ? placesOf(source, names) : null;
    const write = (line: number, reason: string, cells: readonly string[]) =>
      csvRow(place ? [source.file.name, String(line), reason, ...place(cells)] : [String(line), reason, ...cells]);
    yield* collectRows(source, write, parts, signal);
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
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
  { file, mapping, rejected }: RejectedSource,
  write: (line: number, reason: string, cells: readonly string[]) => string,
  parts: BlobPart[],
  signal: AbortSignal | undefined,
): Stage<void> {
  if (rejected.lines.length === 0) return;
  const layout = await openLayout(file, signal, mapping.reading);
  const records = new Records(layout.dialect, layout.width);
  const pause = breather();
  let next = 0;
  const collect = (): void => {
    let text = '';
    const textOf = cellTexts(records);
    for (let row = 0; row < records.rows && next < rejected.lines.length; row++) {
      const line = records.lines[row]!;
      if (line !== rejected.lines[next]) continue;
      text += `${write(line, REJECT_REASONS[rejected.reasons[next]!]!, rowTexts(records, row, textOf))}\r\n`;
      next++;
    }
    if (text !== '') parts.push(text);
  };
  for await (const { utf8, bytesRead } of readText(layout.source, CHUNK_BYTES, signal)) {
    records.push(utf8);
    records.split(false);
    collect();
    await pause();
    throwIfAborted(signal);
    yield { stage: 'read', done: bytesRead, total: file.size, figures: { rows: next } };
    if (next === rejected.lines.length) break;
  }
  records.split(true);
  collect();
}
