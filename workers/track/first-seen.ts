/** When the names of a coded column first appear, by code. Windows are indices; −1 where there is none. */
export interface FirstSeen {
  /** The first window of any kind with the name. */
  readonly window: Int32Array;
  /** The first window that may raise alerts with the name: where a name comes up in a week of few users, a later one. */
  readonly told: Int32Array;
  /** Events with the name in `told`. */
  readonly events: Uint32Array;
}

/**
 * @param codes by row, −1 where the cell is blank
 * @param names how many codes there are
 * @param windowOf window of each row, −1 outside all of them
 * @param telling whether a window may raise alerts
 */
export function firstSeen(codes: Int32Array, names: number, windowOf: Int16Array, telling: readonly boolean[]): FirstSeen {
  const window = new Int32Array(names).fill(-1);
  const told = new Int32Array(names).fill(-1);
  const events = new Uint32Array(names);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    const w = windowOf[row]!;
    if (code < 0 || w < 0) continue;
    if (window[code]! < 0 || w < window[code]!) window[code] = w;
    if (!telling[w] || (told[code]! >= 0 && w > told[code]!)) continue;
    // Rows are by user, so that an earlier window can come later: the count begins anew.
    events[code] = w === told[code] ? events[code]! + 1 : 1;
    told[code] = w;
  }
  return { window, told, events };
}
