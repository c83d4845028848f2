import { BOM, csvRow } from '../../math/csv';
import { AppError } from '../../protocol/errors';
import type { Stage } from '../../protocol/progress';
import { zone as zoneOf } from '../../math/zone';
import type { AttributeRecipe, MappingRecipe } from '../../protocol/recipe';
import { orderColumns } from '../cell-sources';
import { dateWriter } from '../date-writer';
import { sampledCells } from '../keyed-rows';
import { openLayout, type Layout } from '../layout';
import { numberOf, usesDecimalComma } from '../numbers';
import { reasonCode, type RejectedRows } from '../raw-rows';
import { readRows, type TakeRows } from '../read-rows';
import { cellTexts, rowTexts } from '../record-texts';
import { roleColumns } from '../role-columns';
import { hasDecimalComma } from '../sample-traits';
import { columnNamed } from '../user-table';
import type { AttributeChanges, CellChanges, CleanedRows } from './changes';
import { HandedDown } from './handed-down';

const NOT_SAMPLED = reasonCode('not-sampled');

/** A file that was read, and what became of its rows. */
export interface CleanSource {
  readonly file: File;
  readonly mapping: MappingRecipe;
  readonly rejected: RejectedRows;
  readonly cleaned: CleanedRows;
}

/**
 * The rows that were kept, as CSV: the file's own header (if it has one) and cells, with what cleaning wrote, and what lines that are left out said of
 * their order. A second pass over the file, since the first keeps no text; preamble and surplus empty cells are left out. A figure that is a key of a JSON column stays as it was.
 * UTF-8 with BOM, CRLF, safe against formulas.
 *
 * @throws AppError as opening and reading a file do; `source-not-kept` (params: name) where a workspace did not keep the file's bytes.
 */
export async function* cleanCsv({ file, mapping, rejected, cleaned }: CleanSource, signal?: AbortSignal): Stage<Blob> {
  if (file.size === 0) throw new AppError('source-not-kept', { name: file.name });
  const layout = await openLayout(file, signal, mapping.reading);
  const { changes } = cleaned;
  const amend = 'attributes' in changes ? attributeAmender(mapping, layout, changes) : eventAmender(mapping, layout, changes);
  const leftOut = mergeLines(rejected.lines, cleaned.duplicateLines);
  const width = layout.columns.length;
  const parts: BlobPart[] = [BOM + (layout.hasHeader ? `${csvRow(layout.columns)}\r\n` : '')];
  const ofOrder = 'attributes' in changes ? null : orderColumns(mapping, roleColumns(mapping, layout));
  const handed = ofOrder && new HandedDown(ofOrder, width);
  // Of orders that are not in the sample no line stays to which anything could be handed down.
  const telling = handed ? mergeLines(inSample(rejected), cleaned.duplicateLines) : leftOut;
  let next = 0;
  let nextTelling = 0;
  const collect: TakeRows = (records, from) => {
    const textOf = cellTexts(records);
    let text = '';
    for (let row = from; row < records.rows; row++) {
      const line = records.lines[row]!;
      while (next < leftOut.length && leftOut[next]! < line) next++;
      if (leftOut[next] === line) {
        while (nextTelling < telling.length && telling[nextTelling]! < line) nextTelling++;
        if (telling[nextTelling] === line) handed?.leaveOut(rowTexts(records, row, textOf));
        continue;
      }
      const cells = rowTexts(records, row, textOf).slice(0, width);
      handed?.keep(cells);
      text += `${csvRow(amend(line, cells))}\r\n`;
    }
    if (text !== '') parts.push(text);
  };
  yield* readRows(layout, collect, { signal });
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

/** The sign of `-1.5k` is that of a figure, whether or not the column's letters stand for powers. */
const LETTERED = true;

/** Writes the changes into the cells of the row that starts on a line, as the column writes its values. */
type Amender = (line: number, cells: string[]) => string[];

function eventAmender(mapping: MappingRecipe, layout: Layout, changes: CellChanges): Amender {
  const found = roleColumns(mapping, layout);
  const { value, quantity, category } = found.columns;
  const comma = {
    value: hasDecimalComma('value', mapping, found, layout.sample),
    quantity: hasDecimalComma('quantity', mapping, found, layout.sample),
  };
  const figure = (cells: string[], column: number | undefined, magnitude: number | undefined, decimalComma: boolean) => {
    if (column === undefined || magnitude === undefined) return;
    const sign = numberOf(cells[column]!, decimalComma, LETTERED) < 0 ? '-' : '';
    cells[column] = sign + figureText(magnitude, decimalComma);
  };
  return (line, cells) => {
    figure(cells, value, changes.value.get(line), comma.value);
    figure(cells, quantity, changes.quantity.get(line), comma.quantity);
    const name = changes.category.get(line);
    if (category !== undefined && name !== undefined) cells[category] = name;
    return cells;
  };
}

function attributeAmender(mapping: MappingRecipe, layout: Layout, { attributes }: AttributeChanges): Amender {
  const written = (mapping.attributes ?? []).flatMap((attribute) => {
    const column = columnNamed(mapping, attribute.name, layout);
    const cells = attributes.get(attribute.name);
    return column === null || cells === undefined ? [] : [{ column, cells, textOf: attributeText(attribute, column, mapping, layout) }];
  });
  return (line, cells) => {
    for (const { column, cells: changed, textOf } of written) {
      const value = changed.get(line);
      if (value !== undefined) cells[column] = typeof value === 'string' ? value : textOf(value);
    }
    return cells;
  };
}

function attributeText(
  { as, dateFormat = 'iso', decimalMark }: AttributeRecipe,
  column: number,
  { timeZone }: MappingRecipe,
  layout: Layout,
): (figure: number) => string {
  if (as === 'date') return dateWriter(dateFormat, zoneOf(timeZone));
  const decimalComma = usesDecimalComma(sampledCells(layout, column), decimalMark);
  return (figure) => figureText(figure, decimalComma);
}

function figureText(figure: number, decimalComma: boolean): string {
  const text = String(figure);
  return decimalComma ? text.replace('.', ',') : text;
}

const inSample = ({ lines, reasons }: RejectedRows) => lines.filter((_, i) => reasons[i] !== NOT_SAMPLED);

function mergeLines(a: Uint32Array, b: Uint32Array): Uint32Array {
  const lines = new Uint32Array(a.length + b.length);
  lines.set(a);
  lines.set(b, a.length);
  return lines.sort();
}
