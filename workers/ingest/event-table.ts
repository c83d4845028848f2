import { FLAG, type CodedColumn, type EventTable, type Zone } from '../protocol/events';
import type { CleaningRecipe, MappingRecipe } from '../protocol/recipe';
import { REJECT_REASONS } from '../protocol/ingest';
import { median, orderByUserAndTime } from './order-rows';
import { reasonCode, type CodedRows, type RawRows, type RejectedRows } from './raw-rows';

const YEAR = 365.25 * 86_400_000;

/** Which rows stay after the dates have been compared with the file's median, and what became of the others. */
export interface Sifted {
  /** Rows of RawRows that are kept, ascending. */
  readonly kept: Uint32Array;
  readonly duplicates: number;
  readonly rejected: RejectedRows;
}

/**
 * Rejects rows, and duplicates of such rows, whose time is further from the exact median of all parsed times than the recipe allows. Done
 * after the pass over the file, so that the order of the rows does not matter.
 */
export function siftImplausible(raw: RawRows, cleaning: CleaningRecipe): Sifted {
  const times = [raw.time, raw.duplicateTime, raw.rejectedTime].map(({ data, length }) => data.subarray(0, length));
  const reach = cleaning.maxYearsFromMedian * YEAR;
  const { low, high } = range(times);
  if (high - low <= reach) {
    // The median lies between the two, so that no time can be too far from it.
    const kept = Uint32Array.from({ length: raw.kept }, (_, row) => row);
    return { kept, duplicates: raw.duplicateLine.length, rejected: rejectedRows(raw, false) };
  }
  const all = new Float64Array(times.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of times) {
    all.set(part, filled);
    filled += part.length;
  }
  const middle = median(all);
  const implausible = reasonCode('implausible-date');
  const before = raw.rejectedLine.length;
  const kept = new Uint32Array(raw.kept);
  let rows = 0;
  for (let row = 0; row < raw.kept; row++) {
    if (Math.abs(raw.time.data[row]! - middle) <= reach) kept[rows++] = row;
    else raw.reject(raw.line.data[row]!, implausible);
  }
  let duplicates = 0;
  for (let i = 0; i < raw.duplicateTime.length; i++) {
    if (Math.abs(raw.duplicateTime.data[i]! - middle) <= reach) duplicates++;
    else raw.reject(raw.duplicateLine.data[i]!, implausible);
  }
  return { kept: kept.subarray(0, rows), duplicates, rejected: rejectedRows(raw, raw.rejectedLine.length > before) };
}

function range(parts: readonly Float64Array[]): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      if (part[i]! < low) low = part[i]!;
      if (part[i]! > high) high = part[i]!;
    }
  }
  return { low, high };
}

/** In the order of the file; `mixed` where rows were rejected after the pass. */
export function rejectedRows(raw: RawRows, mixed: boolean): RejectedRows {
  const lines = raw.rejectedLine.data.slice(0, raw.rejectedLine.length);
  const reasons = raw.rejectedReason.data.slice(0, raw.rejectedReason.length);
  if (!mixed) return { lines, reasons };
  // Line and reason in one figure, so that a typed array's own sort does.
  const keys = Float64Array.from(lines, (line, i) => line * REJECT_REASONS.length + reasons[i]!).sort();
  return {
    lines: Uint32Array.from(keys, (key) => Math.floor(key / REJECT_REASONS.length)),
    reasons: Uint8Array.from(keys, (key) => key % REJECT_REASONS.length),
  };
}

/**
 * Sorts the kept rows by user and time. Users and types are numbered anew by first appearance among them; `pause` is awaited between columns.
 */
export async function buildEventTable(
  raw: RawRows,
  kept: Uint32Array,
  mapping: MappingRecipe,
  zone: Zone,
  pause: () => Promise<void>,
): Promise<EventTable> {
  const users = recoded(raw.user, kept);
  const time = pick(raw.time.data, kept, new Float64Array(kept.length));
  await pause();
  const { rows: places, offsets } = orderByUserAndTime(users.codes, time, users.names.length);
  await pause();
  // From here on: the row of RawRows that stands at each place.
  const rows = pick(kept, places, new Uint32Array(kept.length));
  const column = async <A extends Float64Array | Uint8Array>(list: { readonly data: A } | null, into: (length: number) => A) => {
    await pause();
    return list === null ? null : pick(list.data, rows, into(rows.length));
  };
  const coded = async (codes: CodedRows | null): Promise<CodedColumn | null> => {
    await pause();
    return codes === null ? null : recoded(codes, rows);
  };
  const flags = pick(raw.flags.data, rows, new Uint8Array(rows.length));
  const type = raw.type === null ? impliedTypes(flags) : recoded(raw.type, kept, rows);
  const purchaseTypes = new Set(mapping.purchaseTypes.map((name) => name.trim()));
  return {
    rows: rows.length,
    users: users.names.length,
    userIds: users.names,
    userOffsets: offsets,
    time: pick(time, places, new Float64Array(rows.length)),
    type,
    purchaseCodes: raw.type === null ? [0] : type.names.flatMap((name, code) => (purchaseTypes.has(name) ? [code] : [])),
    flags,
    value: await column(raw.value, (length) => new Float64Array(length)),
    quantity: await column(raw.quantity, (length) => new Float64Array(length)),
    item: await coded(raw.item),
    category: await coded(raw.category),
    order: await coded(raw.order),
    session: await coded(raw.session),
    zone,
  };
}

/** Without an event column rows are purchases, or refunds where something says so, or orders that were not paid. */
function impliedTypes(flags: Uint8Array): CodedColumn {
  const codes = Int32Array.from(flags, (flag) => ((flag & FLAG.purchase) !== 0 ? 0 : flag === FLAG.refund ? 1 : 2));
  const kinds = codes.reduce((most, code) => Math.max(most, code), 0) + 1;
  return { codes, names: ['purchase', 'refund', 'unpaid order'].slice(0, kinds) };
}

function pick<A extends Float64Array | Uint32Array | Uint8Array>(source: A, rows: Uint32Array, into: A): A {
  for (let i = 0; i < rows.length; i++) into[i] = source[rows[i]!]!;
  return into;
}

/**
 * Codes of `rows`, numbered by first appearance in `numbering` (the same rows in the order of the file), so that no name is without a row.
 */
function recoded(
  { codes: { data }, dictionary }: CodedRows,
  numbering: Uint32Array,
  rows = numbering,
): { codes: Int32Array; names: string[] } {
  const renumbered = new Int32Array(dictionary.size).fill(-1);
  const names = dictionary.names();
  const used: string[] = [];
  for (let i = 0; i < numbering.length; i++) {
    const code = data[numbering[i]!]!;
    if (code >= 0 && renumbered[code] === -1) {
      renumbered[code] = used.length;
      used.push(names[code]!);
    }
  }
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const code = data[rows[i]!]!;
    codes[i] = code < 0 ? -1 : renumbered[code]!;
  }
  return { codes, names: used };
}
