import { equalKeys } from '../math/equal-keys';
import type { KeyedColumn } from '../protocol/events';
import { giveBack } from './growable';
import { scatter } from './order-rows';

/** The keys of a column in the order of the file, and where each row stands in the table. */
export interface UnsortedKeys {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly places: Uint32Array;
}

/** Sorts a column of keys elsewhere, so that the other columns can be sorted meanwhile. */
export interface KeySorter {
  /** Takes the arrays `a` and `b` away. */
  sortKeys(column: UnsortedKeys): Promise<KeyedColumn>;
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
