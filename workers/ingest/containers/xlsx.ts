import { AppError } from '../../protocol/errors';
import { chosenSheet, type SheetChoice } from './book';
import { openWorkbook } from './workbook';
import type { Zip } from './zip';

/**
 * One sheet of a workbook as text: see {@link chosenSheet}.
 *
 * @throws AppError `workbook-empty` (params: name) where no sheet holds a table, and what opening a workbook throws.
 */
export async function sheetText(zip: Zip, name: string, wanted: string | undefined): Promise<SheetChoice> {
  const book = await openWorkbook(zip, name);
  const context = await book.context();
  const found = await chosenSheet({ sheets: book.sheets, rows: (sheet) => book.rows(sheet, context) }, name, wanted);
  if (!found) throw new AppError('workbook-empty', { name });
  return found;
}
