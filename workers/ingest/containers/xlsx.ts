import { chosenSheet, withoutTable, type SheetChoice } from './book';
import { openWorkbook, type SheetPart } from './workbook';
import type { Zip } from './zip';

/**
 * One sheet of a workbook as text: see {@link chosenSheet}.
 *
 * @throws AppError `workbook-empty` (params: name) where no sheet holds a table, and what opening a workbook throws.
 */
export async function sheetText(zip: Zip, name: string, wanted: string | undefined): Promise<SheetChoice> {
  const book = await openWorkbook(zip, name);
  const context = await book.context();
  const sheets = { sheets: book.sheets, rows: (sheet: SheetPart) => book.rows(sheet, context) };
  const found = await chosenSheet(sheets, name, wanted);
  if (!found) throw await withoutTable(sheets, name);
  return found;
}
