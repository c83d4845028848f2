import { FLAG, OWN_TYPES, type CodedColumn, type EventTable, type KeyedColumn, type TextColumn, type Zone } from '../protocol/events';
import type { CleaningRecipe, MappingRecipe } from '../protocol/recipe';
import { REJECT_REASONS } from '../protocol/ingest';
import { NO_NAME, type NameTable } from './dictionary';
import type { Growable } from './growable';
import { median, orderByUserAndTime, scatter, type RowOrder } from './order-rows';
import { reasonCode, type CodedRows, type KeyedRows, type RawRows, type RejectedRows } from './raw-rows';
import { sortKeys, type KeySorter, type UnsortedKeys } from './sort-keys';
import { TextDictionary } from './text-dictionary';

const YEAR = 365.25 * 86_400_000;
const UNSEEN = -2;

/** Which rows stay after the dates have been compared with the file's median, and what became of the others. */
export interface Sifted {
  /** Rows of RawRows that are kept, ascending; null: all of them. */
  readonly kept: Uint32Array | null;
  readonly duplicates: number;
  /** Rows that repeat an earlier one in every column: the duplicates, or where they are kept, so many of those that are kept. */
  readonly repeated: number;
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
    const duplicates = raw.duplicateLine.length;
    return { kept: null, duplicates, repeated: duplicates + raw.repeatedTime.length, rejected: rejectedRows(raw, false) };
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
  const { repeatedTime } = raw;
  let repeated = duplicates;
  for (let i = 0; i < repeatedTime.length; i++) if (Math.abs(repeatedTime.data[i]! - middle) <= reach) repeated++;
  return { kept: kept.subarray(0, rows), duplicates, repeated, rejected: rejectedRows(raw, raw.rejectedLine.length > before) };
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

/** What has been done already, or can be done elsewhere. */
export interface SortingHelp {
  /** The order of all rows, where it has been found. */
  readonly order?: RowOrder | null;
  /** Sorts keys while other columns are sorted here. */
  readonly sorter?: KeySorter | undefined;
  /** The session column of all rows, on its way already. */
  readonly session?: Promise<KeyedColumn> | null;
}

/**
 * Sorts the kept rows by user and time. Users and types are numbered anew by first appearance among them; `pause` is awaited between columns.
 * Each column of `raw` is emptied once it has been sorted, so that the file's columns are not held twice.
 *
 * @param kept the rows to keep; null: all of them
 */
export async function buildEventTable(
  raw: RawRows,
  kept: Uint32Array | null,
  mapping: MappingRecipe,
  zone: Zone,
  pause: () => Promise<void>,
  { order = null, sorter, session }: SortingHelp = {},
): Promise<EventTable> {
  if (kept !== null && session) throw new Error('sessions of rows that are left out have been sorted');
  if (kept !== null) raw.keep(kept);
  raw.line.release();
  const count = raw.kept;
  const userCodes = raw.user.codes.data.subarray(0, count);
  const userIds = renumber(userCodes, raw.user.dictionary);
  await pause();
  // Without some of the rows, users may be numbered otherwise.
  const { places, offsets } =
    kept === null && order !== null ? order : orderByUserAndTime(userCodes, raw.time.data.subarray(0, count), userIds.length);
  release(raw.user);
  // Rows lie near their user's others in most files, and reading in order is free: so columns are scattered rather than gathered.
  const column = async <A extends Float64Array | Uint8Array | Int32Array>(list: Growable<A> | null, into: (length: number) => A) => {
    if (list === null) return null;
    await pause();
    const sorted = scatter(list.data, places, into(count));
    list.release();
    return sorted;
  };
  const coded = async (list: CodedRows | null): Promise<CodedColumn | null> => {
    const codes = await column(list && list.codes, (length) => new Int32Array(length));
    if (list === null || codes === null) return null;
    const names = renumber(codes, list.dictionary);
    release(list);
    return { codes, names };
  };
  const texts = async (list: CodedRows | null): Promise<TextColumn | null> => {
    // Said before the list is released.
    const full = list?.dictionary instanceof TextDictionary && list.dictionary.full;
    const column = await coded(list);
    return column && { ...column, full };
  };
  const elsewhere = session ?? (sorter ? sortSessions(raw, places, sorter) : null);
  const time = (await column(raw.time, (length) => new Float64Array(length)))!;
  const flags = (await column(raw.flags, (length) => new Uint8Array(length)))!;
  // Types are numbered in the order of the file.
  const typeNames = raw.type && renumber(raw.type.codes.data.subarray(0, count), raw.type.dictionary);
  const typeCodes = await column(raw.type && raw.type.codes, (length) => new Int32Array(length));
  const type = typeNames === null || typeCodes === null ? impliedTypes(flags) : { codes: typeCodes, names: typeNames };
  const purchaseTypes = new Set<string>(raw.type === null ? [OWN_TYPES[0]] : mapping.purchaseTypes.map((name) => name.trim()));
  return {
    rows: count,
    users: userIds.length,
    userIds,
    userOffsets: offsets,
    time,
    type,
    ...(raw.type === null && { ownTypes: type.names }),
    purchaseCodes: type.names.flatMap((name, code) => (purchaseTypes.has(name) ? [code] : [])),
    flags,
    value: await column(raw.value, (length) => new Float64Array(length)),
    quantity: await column(raw.quantity, (length) => new Float64Array(length)),
    item: await coded(raw.item),
    category: await coded(raw.category),
    order: await coded(raw.order),
    session: elsewhere ? await elsewhere : raw.session && (await sortKeys(keysOf(raw.session, places), pause)),
    ...(raw.title && { title: await texts(raw.title) }),
    ...(raw.text && { text: await texts(raw.text) }),
    zone,
  };
}

/** Begins to sort the sessions; their column of `raw` is the sorter's from then on. null: there are none. */
export function sortSessions({ session }: RawRows, places: Uint32Array, sorter: KeySorter): Promise<KeyedColumn> | null {
  const sorted = session && sorter.sortKeys(keysOf(session, places));
  // It may fail while something else is waited for.
  sorted?.catch(() => undefined);
  return sorted;
}

function keysOf({ a, b }: KeyedRows, places: Uint32Array): UnsortedKeys {
  return { a: a.data.subarray(0, places.length), b: b.data.subarray(0, places.length), places };
}

function release({ codes, dictionary }: CodedRows): void {
  codes.release();
  dictionary.release();
}

/** Without an event column rows are purchases, or refunds where something says so, or orders that were not paid; of those, the kinds that there are. */
function impliedTypes(flags: Uint8Array): CodedColumn {
  const kindOf = (flag: number) => ((flag & FLAG.purchase) !== 0 ? 0 : (flag & FLAG.refund) !== 0 ? 1 : 2);
  const used = [false, false, false];
  for (let row = 0; row < flags.length; row++) used[kindOf(flags[row]!)] = true;
  const names = OWN_TYPES.filter((_, kind) => used[kind]);
  const codeOf = OWN_TYPES.map((name) => names.indexOf(name));
  return { codes: Int32Array.from(flags, (flag) => codeOf[kindOf(flag)]!), names };
}

/** Numbers codes by first appearance, so that no name is without a row; returns their names. */
function renumber(codes: Int32Array, dictionary: NameTable): readonly string[] {
  if (areInOrder(codes, dictionary.size)) return dictionary.names();
  // By code + 1, so that rows without a name, of which a column may have many, take no turn of their own.
  const renumbered = new Int32Array(dictionary.size + 1).fill(UNSEEN);
  renumbered[NO_NAME + 1] = NO_NAME;
  const names = dictionary.names();
  const used: string[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]! + 1;
    if (renumbered[code] === UNSEEN) renumbered[code] = used.push(names[code - 1]!) - 1;
    codes[row] = renumbered[code]!;
  }
  return used;
}

/** Whether all of so many codes appear, each for the first time after those below it. Reads in order, which {@link renumber} cannot. */
function areInOrder(codes: Int32Array, size: number): boolean {
  let next = 0;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < next) continue;
    if (codes[row]! > next) return false;
    next++;
  }
  return next === size;
}
