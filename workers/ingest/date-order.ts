import type { DateOrder } from '../protocol/ingest';

/** Day and month in figures, then the year: `31/01/2024`, `1.2.24 8:00`, `Tue, 1-2-2024`, `8:00 1/2/2024`. */
const BOTH_WAYS =
  /^(?:\d{1,2}:\d{2}\S*\s+)?(?:\p{L}{2,10}[.,]?\s*)?(\d{1,2})([./\- ]|[.,] )\s*(\d{1,2})(?:[./\- ]|[.,] )\s*(\d{4}|\d{2})(?!\d)/u;

/**
 * Whether day or month comes first, over all cells. A day after the 12th has one reading only: the order that more cells prove is taken, and
 * is right where the cells are of one order. Where none proves it: the order in which alone the rows ascend, the day where dots separate, else
 * the day.
 *
 * @returns null where no cell is such a date
 */
export function dateOrderOf(cells: readonly string[]): DateOrder | null {
  let count = 0;
  let dots = 0;
  const proofs = { dmy: 0, mdy: 0 };
  const examples: { dmy?: string; mdy?: string; any?: string } = {};
  const rising = { dmy: new Rising(), mdy: new Rising() };
  for (const cell of cells) {
    const match = BOTH_WAYS.exec(cell);
    if (match === null) continue;
    const first = Number(match[1]);
    const second = Number(match[3]);
    const only = first > 12 ? 'dmy' : second > 12 ? 'mdy' : null;
    // Neither can be a month, or one can be nothing at all.
    if (Math.min(first, second) < 1 || Math.min(first, second) > 12 || Math.max(first, second) > 31) continue;
    count++;
    if (match[2]!.startsWith('.')) dots++;
    examples.any ??= cell;
    if (only !== null) {
      proofs[only]++;
      examples[only] ??= cell;
    }
    const year = Number(match[4]);
    rising.dmy.add(year, second, first);
    rising.mdy.add(year, first, second);
  }
  if (count === 0) return null;
  const proved = proofs.dmy !== proofs.mdy;
  const [order, basis] = proved ? ([proofs.dmy > proofs.mdy ? 'dmy' : 'mdy', 'day'] as const) : unproved(rising, dots === count);
  const other = order === 'dmy' ? 'mdy' : 'dmy';
  return { order, proved, basis, cells: count, proofs: proofs[order], against: proofs[other], example: examples[order] ?? examples.any! };
}

/** Figures of one or two digits about a month in figures or letters: the year stands first or last. */
const SHORT_YEARS = /^(\d{1,2})(?:[./-]\d{1,2}[./-]|[./ -]?\p{L}{3,12}\.?[./ -]?)(\d{1,2})(?!\d)/u;

/**
 * Whether dates whose years have two digits begin with the year. A figure beyond 31 is one; else years change less than days do: at most half as
 * many different figures stand first as last. Of nothing but a few dates the year is taken to stand last.
 *
 * @returns null where most cells are no such dates
 */
export function yearComesFirst(cells: readonly string[]): boolean | null {
  const first = new Set<number>();
  const last = new Set<number>();
  let count = 0;
  let proofs = 0;
  for (const cell of cells) {
    const match = SHORT_YEARS.exec(cell);
    if (match === null) continue;
    count++;
    first.add(Number(match[1]));
    last.add(Number(match[2]));
    proofs += Number(Number(match[1]) > 31) - Number(Number(match[2]) > 31);
  }
  if (count * 2 <= cells.length) return null;
  return proofs === 0 ? first.size * 2 <= last.size && last.size > ENOUGH_DAYS : proofs > 0;
}

const ENOUGH_DAYS = 5;

function unproved(rising: { readonly dmy: Rising; readonly mdy: Rising }, dots: boolean): [DateOrder['order'], DateOrder['basis']] {
  if (rising.dmy.always !== rising.mdy.always) return [rising.dmy.always ? 'dmy' : 'mdy', 'sequence'];
  return ['dmy', dots ? 'dots' : 'habit'];
}

/** Whether dates never go back. */
class Rising {
  always = true;
  private last = 0;

  add(year: number, month: number, day: number): void {
    const at = (year * 13 + month) * 32 + day;
    if (at < this.last) this.always = false;
    this.last = at;
  }
}
