import { equalKeys } from '../math/equal-keys';
import type { KeyedColumn } from '../protocol/events';
import { NO_NAME } from './dictionary';
import { giveBack } from './growable';
import { scatter } from './order-rows';

const UNSEEN = -2;

/** The keys of a column in the order of the file, and where each row stands in the table. */
export interface UnsortedKeys {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly places: Uint32Array;
}

/** The codes of columns in the order of the file, and where each row stands in the table. */
export interface UnsortedCodes {
  /** Codes are 0 … size − 1, or {@link NO_NAME}. */
  readonly columns: readonly { readonly codes: Int32Array; readonly size: number }[];
  readonly places: Uint32Array;
}

/** The codes row by row of the table, numbered by first appearance there. */
export interface SortedCodes {
  readonly codes: Int32Array;
  /** The former code by number; null: they are the same. */
  readonly former: Int32Array | null;
}

/** Sorts columns elsewhere, so that others can be sorted meanwhile. */
export interface ColumnSorter {
  /** Takes the arrays `a` and `b` away. */
  sortKeys(column: UnsortedKeys): Promise<KeyedColumn>;
  /** Takes the arrays `codes` away. */
  sortCodes(columns: UnsortedCodes): Promise<readonly SortedCodes[]>;
}

/** Sorts columns here. @param pause awaited now and then */
export function sorterHere(pause: () => Promise<void>): ColumnSorter {
  return { sortKeys: (column) => sortKeys(column, pause), sortCodes: (columns) => sortCodes(columns, pause) };
}

/** One after the other. Gives their `codes` back. */
export async function sortCodes({ columns, places }: UnsortedCodes, pause: () => Promise<void>): Promise<SortedCodes[]> {
  const all: SortedCodes[] = [];
  for (const { codes, size } of columns) {
    const sorted = scatter(codes, places, new Int32Array(places.length));
    giveBack(codes);
    await pause();
    all.push({ codes: sorted, former: renumber(sorted, size) });
    await pause();
  }
  return all;
}

/** Numbers codes below `size` by first appearance, so that none is without a row; returns the former code of each, null where nothing changes. */
export function renumber(codes: Int32Array, size: number): Int32Array | null {
  if (areInOrder(codes, size)) return null;
  // By code + 1, so that rows without a name, of which a column may have many, take no turn of their own.
  const renumbered = new Int32Array(size + 1).fill(UNSEEN);
  renumbered[NO_NAME + 1] = NO_NAME;
  const former = new Int32Array(size);
  let used = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]! + 1;
    if (renumbered[code] === UNSEEN) {
      former[used] = code - 1;
      renumbered[code] = used++;
    }
    codes[row] = renumbered[code]!;
  }
  return former.slice(0, used);
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

/** The keys row by row of the table, numbered by first appearance; `pause` is awaited now and then. Writes over `a`, and gives `b` back. */
export async function sortKeys({ a, b, places }: UnsortedKeys, pause: () => Promise<void>): Promise<KeyedColumn> {
  const first = scatter(a, places, new Int32Array(places.length));
  await pause();
  const second = scatter(b, places, a);
  giveBack(b);
  return numberKeys(first, second, pause);
}

/**
 * Numbers keys by first appearance; two zeros are none. Rows of a user and his session follow each other, so that runs of equal keys are looked up rather
 * than rows. Writes over `a`.
 */
async function numberKeys(a: Int32Array, b: Int32Array, pause: () => Promise<void>): Promise<KeyedColumn> {
  const startsRun = (row: number) => row === 0 || a[row] !== a[row - 1] || b[row] !== b[row - 1];
  let runs = 0;
  for (let row = 0; row < a.length; row++) if (startsRun(row)) runs++;
  const keys = new Int32Array(2 * runs);
  for (let row = 0, run = 0; row < a.length; row++) {
    if (!startsRun(row)) continue;
    keys[2 * run] = a[row]!;
    keys[2 * run++ + 1] = b[row]!;
  }
  const first = new Int32Array(runs).fill(-1);
  await equalKeys(keys, runs, (run, equal) => (first[run] = equal), pause);
  /** By run; the keys by code take the place of those by run, since no code is greater than its run. */
  const codes = new Int32Array(runs);
  let size = 0;
  for (let run = 0; run < runs; run++) {
    const keyA = keys[2 * run]!;
    const keyB = keys[2 * run + 1]!;
    if (first[run]! >= 0) codes[run] = codes[first[run]!]!;
    else if (keyA === 0 && keyB === 0) codes[run] = -1;
    else {
      keys[2 * size] = keyA;
      keys[2 * size + 1] = keyB;
      codes[run] = size++;
    }
  }
  let lastA = 0;
  let lastB = 0;
  for (let row = 0, run = -1; row < a.length; row++) {
    if (row === 0 || a[row] !== lastA || b[row] !== lastB) {
      lastA = a[row]!;
      lastB = b[row]!;
      run++;
    }
    a[row] = codes[run]!;
  }
  return { codes: a, keys: keys.slice(0, 2 * size) };
}
