import type { TableRejectReason } from '../protocol/reading';
import type { TableMarks } from './other-tables';
import { isBlankOfSum, isTotalLabel } from './row-labels';
import { isSeveralWords } from './several-words';
import type { FileRow } from './sort-rows';
import { filled, fitOf, isNote } from './table-shape';

/** Rows that show what a column holds. */
const OWN_ROWS = 100;

/**
 * Marks what stands at the foot of reports and looks like rows of the table: sums with dashes where there is nothing to add up, and sentences with digits, as they
 * stand in columns of codes. Walks up from the end, over other notes, to the table's last row.
 *
 * @param whole the rows are all that stand below the header, so that the first is none of the foot
 */
export function markReportFoot(
  rows: readonly FileRow[],
  table: TableMarks,
  whole: boolean,
  reasons: Map<FileRow, TableRejectReason>,
): void {
  for (let i = rows.length - 1; i >= (whole ? 1 : 0); i--) {
    const { cells } = rows[i]!;
    const count = filled(cells);
    if (count === 0) continue;
    const first = cells.find((cell) => cell.trim() !== '')!;
    const { agree } = fitOf(cells, table.kinds);
    if (isTotalLabel(first)) {
      const said = cells.filter((cell) => !isBlankOfSum(cell)).length;
      if (said >= table.typicallyFilled) return;
      if (count >= table.typicallyFilled) reasons.set(rows[i]!, 'total-row');
    } else if (!isNote(cells, table.width) || agree >= 1) return;
    else if (agree > 0) {
      if (count > 1 || !isSentence(first) || holdsSentences(rows, cells.indexOf(first))) return;
      reasons.set(rows[i]!, 'footnote');
    }
  }
}

/** Whether the table's own rows have sentences in a column. */
const holdsSentences = (rows: readonly FileRow[], column: number) =>
  rows.slice(0, OWN_ROWS).some(({ cells }) => filled(cells) > 1 && isSentence(cells[column] ?? ''));

const isSentence = (text: string) => text.trim().split(/\s+/).length > 2 || isSeveralWords(text);
