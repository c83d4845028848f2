import { BOM, csvRow } from '../../math/csv';
import { AppError } from '../../protocol/errors';
import type { Stage } from '../../protocol/progress';
import type { MappingRecipe } from '../../protocol/recipe';
import { openLayout, type Layout } from '../layout';
import { numberOf } from '../numbers';
import type { RejectedRows } from '../raw-rows';
import { readRows, type TakeRows } from '../read-rows';
import { cellTexts, rowTexts } from '../record-texts';
import { roleColumns } from '../role-columns';
import { hasDecimalComma } from '../sample-traits';
import type { CellChanges, CleanedRows } from './changes';

/** A file that was read, and what became of its rows. */
export interface CleanSource {
  readonly file: File;
  readonly mapping: MappingRecipe;
  readonly rejected: RejectedRows;
  readonly cleaned: CleanedRows;
}

/**
 * The rows that were kept, as CSV: the file's own header (if it has one) and cells, with the figures and categories that cleaning wrote. A second pass over
 * the file, since the first keeps no text; preamble and surplus empty cells are left out. A figure that is a key of a JSON column stays as it was.
 * UTF-8 with BOM, CRLF, safe against formulas.
 *
 * @throws AppError as opening and reading a file do; `source-not-kept` (params: name) where a workspace did not keep the file's bytes.
 */
export async function* cleanCsv({ file, mapping, rejected, cleaned }: CleanSource, signal?: AbortSignal): Stage<Blob> {
  if (file.size === 0) throw new AppError('source-not-kept', { name: file.name });
  const layout = await openLayout(file, signal, mapping.reading);
  const amend = amender(mapping, layout, cleaned.changes);
  const leftOut = mergeLines(rejected.lines, cleaned.duplicateLines);
  const width = layout.columns.length;
  const parts: BlobPart[] = [BOM + (layout.hasHeader ? `${csvRow(layout.columns)}\r\n` : '')];
  let next = 0;
  const collect: TakeRows = (records, from) => {
    const textOf = cellTexts(records);
    let text = '';
    for (let row = from; row < records.rows; row++) {
      const line = records.lines[row]!;
      while (next < leftOut.length && leftOut[next]! < line) next++;
      if (leftOut[next] === line) continue;
      text += `${csvRow(amend(line, rowTexts(records, row, textOf).slice(0, width)))}\r\n`;
    }
    if (text !== '') parts.push(text);
  };
  yield* readRows(layout, collect, { signal });
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

/** Writes the changes into the cells of the row that starts on a line, as the column writes its figures. */
function amender(mapping: MappingRecipe, layout: Layout, changes: CellChanges): (line: number, cells: string[]) => string[] {
  const found = roleColumns(mapping, layout);
  const { value, quantity, category } = found.columns;
  const comma = {
    value: hasDecimalComma('value', mapping, found, layout.sample),
    quantity: hasDecimalComma('quantity', mapping, found, layout.sample),
  };
  const figure = (cells: string[], column: number | undefined, magnitude: number | undefined, decimalComma: boolean) => {
    if (column === undefined || magnitude === undefined) return;
    const sign = numberOf(cells[column]!, decimalComma) < 0 ? '-' : '';
    const text = sign + String(magnitude);
    cells[column] = decimalComma ? text.replace('.', ',') : text;
  };
  return (line, cells) => {
    figure(cells, value, changes.value.get(line), comma.value);
    figure(cells, quantity, changes.quantity.get(line), comma.quantity);
    const name = changes.category.get(line);
    if (category !== undefined && name !== undefined) cells[category] = name;
    return cells;
  };
}

function mergeLines(a: Uint32Array, b: Uint32Array): Uint32Array {
  const lines = new Uint32Array(a.length + b.length);
  lines.set(a);
  lines.set(b, a.length);
  return lines.sort();
}
