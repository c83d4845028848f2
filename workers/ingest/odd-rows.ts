import type { TableRejectReason } from '../protocol/reading';
import { isFigure } from './cell-types';
import { cellText, trimEnd, trimStart } from './cells';
import type { Layout } from './layout';
import { reasonCode, SURPLUS } from './raw-rows';
import type { Condition } from './record-texts';
import type { Records } from './records';
import { filled } from './table-shape';
import { withoutNumbers } from './other-tables';
import { isBlankOfSum, isLeftOut, isPageLine, isSubtotalLabel, isTotalLabel } from './row-labels';

const encoder = new TextEncoder();
const DASH = 45;
/** A line of a page has no more texts. */
const MOST_TEXTS = 4;

/** By a byte: a cell that begins with it may say that its row is a sum. Most ids begin otherwise, and need not be made text. */
const MAY_BE_TOTAL = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 128 || !/\w/.test(String.fromCharCode(byte)) || /[adgimprst]/i.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** Bytes with which dots begin that stand for rows. */
const DOTS = new Uint8Array(256);
for (const dots of ['·', '…', '⋮', '.', ' ']) DOTS[encoder.encode(dots)[0]!] = 1;

/** Reasons that a record's condition gives by itself. */
const CONDITIONS: Partial<Record<Condition, TableRejectReason>> = { unclosed: 'unclosed-quote', cut: 'cut-off', broken: 'not-object' };

/** Tells what a row is that is none of the table's, where the row itself shows it: nothing, the header once more, or a sum. */
export class OddRows {
  /** Cells of the header's records, without white space around them. */
  private readonly headers: readonly (readonly Uint8Array[])[];
  /** Those of the records above it, which reports that are printed in pages repeat. */
  private readonly titles: readonly (readonly Uint8Array[])[];

  /** Titles of one cell, whatever numbers they have. */
  private readonly numbered: ReadonlySet<string>;

  /** `typical`: cells of a row that are filled in most rows. */
  constructor(
    private readonly layout: Pick<Layout, 'columns' | 'preamble' | 'header'>,
    private readonly typical: number,
  ) {
    const encoded = (records: Layout['header']) => records.map((cells) => cells.map((cell) => encoder.encode(cell.trim())));
    this.headers = encoded(layout.header.filter((names) => filled(names) > 1));
    this.titles = encoded(layout.preamble.filter((cells) => filled(cells) > 0));
    const alone = layout.preamble.filter((cells) => filled(cells) === 1).map((cells) => cells.find((cell) => cell.trim() !== '')!);
    this.numbered = new Set(alone.filter((title) => /\p{L}{2}/u.test(title)).map(withoutNumbers));
  }

  /** The reason for a row that is rejected for `decided` unless it is none, with {@link SURPLUS}. */
  codeOf(records: Records, row: number, decided: number, condition: Condition): number {
    const odd = CONDITIONS[condition] ?? this.reasonOf(records, row);
    const cells = records.firstCell[row + 1]! - records.firstCell[row]!;
    return (odd === null ? decided : reasonCode(odd)) | (cells > this.layout.columns.length ? SURPLUS : 0);
  }

  /** Whether a row whose cells can all be read is the header once more. */
  isHeader(records: Records, row: number): boolean {
    return this.headers.some((names) => repeats(records, row, names));
  }

  /** Whether a row is but dots where rows were left out. */
  isLeftOut(records: Records, row: number): boolean {
    const cell = records.firstCell[row]!;
    return DOTS[records.bytes[records.starts[cell]!]!] === 1 && isLeftOut(textsOf(records, row));
  }

  /**
   * Whether a row whose cells can all be read is a sum.
   *
   * @param label column of the id, for which the label would be taken; null where rows have none
   * @param dated column that may say of when the sum is
   */
  isSum(records: Records, row: number, label: number | null, dated = -1): boolean {
    const { firstCell, bytes, starts } = records;
    const from = firstCell[row]!;
    if (label !== null && MAY_BE_TOTAL[bytes[starts[from + label]!]!] === 0) return false;
    const first = this.firstFilled(records, row);
    return first !== null && (label === null || first === from + label) && this.isTotal(records, row, first, from + dated);
  }

  private reasonOf(records: Records, row: number): TableRejectReason | null {
    const first = this.firstFilled(records, row);
    if (first === null) return 'empty';
    if (this.isLeftOut(records, row)) return 'left-out';
    if (this.isHeader(records, row) || this.titles.some((cells) => repeats(records, row, cells))) return 'repeated-header';
    if (this.isPage(records, row, first)) return 'repeated-header';
    return this.isTotal(records, row, first) || this.isTotal(records, row, first, -1, isSubtotalLabel) ? 'total-row' : null;
  }

  /** A line of a page's head or foot: its number, or a title from above the table with other numbers. */
  private isPage({ firstCell, bytes, starts, ends }: Records, row: number, first: number): boolean {
    const texts: string[] = [];
    for (let cell = first; cell < firstCell[row + 1]!; cell++) {
      if (trimStart(bytes, starts[cell]!, ends[cell]!) === ends[cell]!) continue;
      if (texts.length === MOST_TEXTS) return false;
      texts.push(cellText(bytes, starts[cell]!, ends[cell]!).trim());
    }
    return isPageLine(texts, this.typical) || (texts.length === 1 && this.numbered.has(withoutNumbers(texts[0]!)));
  }

  private firstFilled({ firstCell, bytes, starts, ends }: Records, row: number): number | null {
    for (let cell = firstCell[row]!; cell < firstCell[row + 1]!; cell++) {
      if (trimStart(bytes, starts[cell]!, ends[cell]!) < ends[cell]!) return cell;
    }
    return null;
  }

  /** A label and figures, and fewer cells than rows have filled. */
  private isTotal({ firstCell, bytes, starts, ends }: Records, row: number, first: number, dated = -1, isLabel = isTotalLabel): boolean {
    if (isLabel === isTotalLabel && MAY_BE_TOTAL[bytes[trimStart(bytes, starts[first]!, ends[first]!)]!] === 0) return false;
    const end = firstCell[row + 1]!;
    let cells = 1;
    for (let cell = first + 1; cell < end; cell++) if (!isBlankOrDashes(bytes, starts[cell]!, ends[cell]!)) cells++;
    if (cells === 1 || cells >= this.typical) return false;
    const textOf = (cell: number) => cellText(bytes, starts[cell]!, ends[cell]!).trim();
    if (first === dated || !isLabel(textOf(first))) return false;
    for (let cell = first + 1; cell < end; cell++) {
      const text = textOf(cell);
      if (!isBlankOfSum(text) && cell !== dated && !isFigure(text)) return false;
    }
    return true;
  }
}

/** As {@link isBlankOfSum} has it, told from the bytes: this is asked of many rows. */
function isBlankOrDashes(bytes: Uint8Array, start: number, end: number): boolean {
  let at = trimStart(bytes, start, end);
  while (at < end && bytes[at] === DASH) at++;
  return trimStart(bytes, at, end) === end;
}

function textsOf({ firstCell, bytes, starts, ends }: Records, row: number): string[] {
  const cells: string[] = [];
  for (let cell = firstCell[row]!; cell < firstCell[row + 1]!; cell++) cells.push(cellText(bytes, starts[cell]!, ends[cell]!));
  return cells;
}

/** Whether the row's cells are those of a header, what is missing of either being empty. */
function repeats({ firstCell, bytes, starts, ends }: Records, row: number, names: readonly Uint8Array[]): boolean {
  const first = firstCell[row]!;
  const cells = firstCell[row + 1]! - first;
  for (let i = 0; i < Math.max(names.length, cells); i++) {
    const start = i < cells ? trimStart(bytes, starts[first + i]!, ends[first + i]!) : 0;
    const end = i < cells ? trimEnd(bytes, start, ends[first + i]!) : 0;
    const length = names[i]?.length ?? 0;
    if (end - start !== length) return false;
    for (let at = 0; at < length; at++) if (bytes[start + at] !== names[i]![at]) return false;
  }
  return true;
}
