import { select, selectQuantile } from '../../math/select';
import type { DirtSettings, NumberFill } from '../../protocol/cleaning';
import { FLAG } from '../../protocol/events';
import type { RawRows } from '../raw-rows';
import { quotient, type AmountRole, type Amounts } from './amounts';
import { nearestDonors } from './neighbours';
import { completeByRegression, othersMean } from './regression';

const ROLES = ['value', 'quantity'] as const;

/**
 * Fills the gaps of amount and quantity as the settings say, from the purchases that have a figure; both columns from what the file held, not
 * from each other's fills. Where nothing has a figure, gaps stay at their default.
 *
 * @returns the rows whose cell was filled, by column
 */
export async function fillNumbers(
  raw: RawRows,
  amounts: Amounts,
  missing: DirtSettings['missing'],
  pause: () => Promise<void>,
): Promise<Record<AmountRole, readonly number[]>> {
  const fills: [number, AmountRole, number][] = [];
  // As a cell can hold it, so that the clean file reads the same.
  const note = (role: AmountRole) => (i: number, figure: number) =>
    void (Number.isNaN(figure) || fills.push([i, role, quotient(figure, 1)]));
  for (const role of ROLES) {
    const { method } = missing[role];
    const gaps = amounts.gaps(role);
    if (gaps.length === 0 || method === 'default' || method === 'drop') continue;
    if (method === 'regression') await fillByRegression(raw, amounts, role, gaps, note(role), pause);
    else if (method === 'neighbours') await fillByNeighbours(raw, amounts, role, gaps, note(role), pause);
    else {
      const figure = centralFigure(knownPurchases(amounts, amounts.of(role)!), missing[role]);
      gaps.forEach((i) => note(role)(i, figure));
    }
    await pause();
  }
  const filled: Record<AmountRole, number[]> = { value: [], quantity: [] };
  for (const [i, role, figure] of fills) {
    const row = amounts.rows[i]!;
    amounts.set(i, { [role]: figure });
    raw.flags.data[row]! |= FLAG.filled;
    filled[role].push(row);
  }
  return filled;
}

/** The one figure that stands for all gaps; the least of the most frequent ones as mode. NaN of nothing, but for a constant. */
export function centralFigure(known: Float64Array, { method, constant }: NumberFill): number {
  const n = known.length;
  if (method === 'constant') return constant;
  if (n === 0) return NaN;
  if (method === 'min') return select(known, n, 0);
  if (method === 'max') return select(known, n, n - 1);
  if (method === 'median') return selectQuantile(known, n, 0.5);
  if (method === 'mode') return modeOf(known);
  return known.reduce((sum, figure) => sum + figure, 0) / n;
}

function modeOf(known: Float64Array): number {
  const sorted = known.slice().sort();
  let mode = sorted[0]!;
  let most = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from > most) {
      most = to - from;
      mode = sorted[from]!;
    }
  }
  return mode;
}

function knownPurchases(amounts: Amounts, figures: Float64Array): Float64Array {
  return figures.filter((figure, i) => !Number.isNaN(figure) && amounts.isPurchase(i));
}

/** Purchases alone, and their columns: what refunds cost tells nothing of gaps in purchases. */
function purchasesOf(raw: RawRows, amounts: Amounts) {
  const at = Uint32Array.from(amounts.rows.keys()).filter((i) => amounts.isPurchase(i));
  const figures = (role: AmountRole) => {
    const column = amounts.of(role);
    return column && Float64Array.from(at, (i) => column[i]!);
  };
  const codes = (role: 'user' | 'item' | 'category') => {
    const column = raw[role];
    return column && Int32Array.from(at, (i) => column.codes.data[amounts.rows[i]!]!);
  };
  return {
    place: new Map(Array.from(at, (i, place) => [i, place])),
    at,
    value: figures('value'),
    quantity: figures('quantity'),
    time: Float64Array.from(at, (i) => raw.time.data[amounts.rows[i]!]!),
    user: codes('user')!,
    item: codes('item'),
    category: codes('category'),
  };
}

async function fillByRegression(
  raw: RawRows,
  amounts: Amounts,
  role: AmountRole,
  gaps: Uint32Array,
  note: (i: number, figure: number) => void,
  pause: () => Promise<void>,
): Promise<void> {
  const purchases = purchasesOf(raw, amounts);
  const groups = [purchases.item, purchases.category, purchases.user].filter((codes) => codes !== null);
  const incomplete = (figures: Float64Array) => ({ figures, hints: groups.map((codes) => othersMean(figures, codes)) });
  const other = purchases[role === 'value' ? 'quantity' : 'value'];
  const columns = [incomplete(purchases[role]!), ...(other ? [incomplete(other)] : [])];
  const [filled] = await completeByRegression(columns, [purchases.time], pause);
  for (const i of gaps) note(i, filled![purchases.place.get(i)!]!);
}

async function fillByNeighbours(
  raw: RawRows,
  amounts: Amounts,
  role: AmountRole,
  gaps: Uint32Array,
  note: (i: number, figure: number) => void,
  pause: () => Promise<void>,
): Promise<void> {
  const purchases = purchasesOf(raw, amounts);
  const figures = purchases[role]!;
  const other = purchases[role === 'value' ? 'quantity' : 'value'];
  const likeness = {
    figures: [...(other ? [other] : []), purchases.time],
    codes: [purchases.user, ...(purchases.category ? [purchases.category] : [])],
    first: purchases.item,
  };
  const donors = Uint32Array.from(figures.keys()).filter((place) => !Number.isNaN(figures[place]!));
  const places = gaps.map((i) => purchases.place.get(i)!);
  const take = (place: number, nearest: readonly number[]) =>
    note(purchases.at[place]!, nearest.reduce((sum, donor) => sum + figures[donor]!, 0) / nearest.length);
  await nearestDonors(likeness, donors, places, take, pause);
}
