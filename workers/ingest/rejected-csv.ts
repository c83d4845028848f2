import { breather } from '../math/breathe';
import { BOM, csvRow } from '../math/csv';
import { throwIfAborted } from '../protocol/errors';
import { REJECT_REASONS } from '../protocol/ingest';
import type { Stage } from '../protocol/progress';
import type { MappingRecipe } from '../protocol/recipe';
import { openLayout } from './layout';
import type { RejectedRows } from './raw-rows';
import { cellTexts, Records, rowTexts } from './records';
import { readText } from './source';

const CHUNK_BYTES = 1 << 18;

/**
 * Rejected rows as CSV: `line` (1-based, where the record starts in the file), `reason`, then the row's own cells, as many as it has.
 * A second pass over the file, since the first keeps no text. UTF-8 with BOM, CRLF, safe against formulas.
 *
 * @throws AppError as opening and reading the file do.
 */
export async function* rejectedCsv(file: File, mapping: MappingRecipe, rejected: RejectedRows, signal?: AbortSignal): Stage<Blob> {
  const layout = await openLayout(file, signal);
  const records = new Records(layout.dialect);
  const pause = breather();
  const names = mapping.columns.length === layout.columns.length ? mapping.columns.map(({ name }) => name) : layout.columns;
  const parts: BlobPart[] = [`${BOM}${csvRow(['line', 'reason', ...names])}\r\n`];
  let next = 0;
  const collect = (): void => {
    let text = '';
    const textOf = cellTexts(records);
    for (let row = 0; row < records.rows && next < rejected.lines.length; row++) {
      const line = records.lines[row]!;
      if (line !== rejected.lines[next]) continue;
      text += `${csvRow([String(line), REJECT_REASONS[rejected.reasons[next]!]!, ...rowTexts(records, row, textOf)])}\r\n`;
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
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}
