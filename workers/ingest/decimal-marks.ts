import type { MarkBasis } from '../protocol/ingest';
import { decimalMarkIn, marksOf, POINTED } from './numbers';

/** What the figures of one column say of their marks, in cells. */
export interface MarkEvidence {
  /** Cells in which only a comma, or only a point, can stand before decimals. */
  readonly commas: number;
  readonly points: number;
  /** Cells such as `1.234` and `1,234`, of which the mark could stand before three decimals or after thousands. */
  readonly openPoints: number;
  readonly openCommas: number;
  /** Whole figures without a mark, below 1,000 and from there on. */
  readonly short: number;
  readonly long: number;
  /** A cell of the open ones. */
  readonly example: string;
}

export interface MarkDecision {
  readonly comma: boolean;
  readonly basis: MarkBasis;
}

/** Cells that make a habit of a column. */
const ENOUGH = 3;
/** A whole figure, with a sign or a currency about it at most. */
const WHOLE = /^\D{0,4}\d+\D{0,4}$/;
const FOUR_DIGITS = /\d{4}/;
const OPEN = /^[1-9]\d{0,2}[.,]\d{3}$/;
const NOTHING: MarkEvidence = { commas: 0, points: 0, openPoints: 0, openCommas: 0, short: 0, long: 0, example: '' };

/** `counts`: cells of a column by how often each stands there. */
export function markEvidence(counts: ReadonlyMap<string, number>): MarkEvidence {
  const found = { ...NOTHING };
  counts.forEach((count, cell) => {
    if (!cell.includes(',') && !cell.includes('.')) {
      if (WHOLE.test(cell)) found[FOUR_DIGITS.test(cell) ? 'long' : 'short'] += count;
      return;
    }
    if (POINTED.test(cell)) {
      found.points += count;
      return;
    }
    const said = decimalMarkIn(cell);
    if (said === ',') found.commas += count;
    else if (said === '.') found.points += count;
    else {
      const marks = marksOf(cell);
      if (!OPEN.test(marks)) return;
      found[marks.includes('.') ? 'openPoints' : 'openCommas'] += count;
      found.example ||= cell;
    }
  });
  return found;
}

/** What a file shows beside the figures of a column. */
export interface FileHabits {
  /** Evidence of all of its columns of figures. */
  readonly columns: readonly MarkEvidence[];
  readonly delimiter: string;
  /** Dates such as `31.01.2024`, which are written where the comma stands before decimals. */
  readonly dottedDates: boolean;
  /** Its columns are named in Indonesian or Vietnamese. */
  readonly wholeMoney: boolean;
}

/** Words in names of columns in the languages of the rupiah and the đồng: amounts of these have no decimals, so that their marks stand between thousands. */
const WHOLE_MONEY =
  /\b(?:pesanan|pembeli|pembayaran|harga|jumlah|tanggal|waktu|produk|pelanggan)\b|đơn|ngày|tiền|khách|người mua|số lượng|sản phẩm/i;

/** Whether two names of columns or more are in such a language: one word alone may be a name. */
export function namesWholeMoney(names: readonly string[]): boolean {
  return names.filter((name) => WHOLE_MONEY.test(name.slice(0, 100))).length >= 2;
}

/**
 * Which mark stands before decimals in a column. Cells that have one reading decide. Where all of a column's marks could be read both ways: the file's other
 * columns; else that whole figures below 1,000 have no mark and none beyond does, so that the mark separates thousands; else semicolons between cells or
 * dots in dates, which are used where the comma stands before decimals; else a language of money without decimals, so that either mark separates
 * thousands; else the point stands before decimals.
 */
export function decideMark(own: MarkEvidence, { columns, delimiter, dottedDates, wholeMoney }: FileHabits): MarkDecision {
  if (own.commas + own.points > 0 || own.openPoints + own.openCommas === 0) return { comma: own.commas > own.points, basis: 'cells' };
  const votes = columns.reduce((sum, { commas, points }) => sum + Math.sign(commas - points), 0);
  if (votes !== 0) return { comma: votes > 0, basis: 'file' };
  const open = own.openPoints + own.openCommas;
  if (open >= ENOUGH && own.short >= ENOUGH && own.long === 0 && Math.min(own.openPoints, own.openCommas) === 0) {
    return { comma: own.openPoints > 0, basis: 'grouping' };
  }
  if (delimiter === ';') return { comma: true, basis: 'delimiter' };
  if (dottedDates) return { comma: true, basis: 'dates' };
  return wholeMoney ? { comma: own.openPoints > own.openCommas, basis: 'language' } : { comma: false, basis: 'habit' };
}
