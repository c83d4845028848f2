/** Names of two tables as one list. */
export interface JoinedNames {
  /** Those held, which keep their places, then the new ones in the order of the added list. */
  readonly names: readonly string[];
  /** Place of each added name. */
  readonly places: Int32Array;
}

/** Neither list has a name twice. Looks up one list in the other, whose names alone are put into a table: the added, which are fewer. */
export function joinNames(held: readonly string[], added: readonly string[]): JoinedNames {
  const at = new Map<string, number>();
  added.forEach((name, i) => at.set(name, i));
  const places = new Int32Array(added.length).fill(-1);
  for (let place = 0; place < held.length; place++) {
    const i = at.get(held[place]!);
    if (i !== undefined) places[i] = place;
  }
  const fresh: string[] = [];
  for (let i = 0; i < added.length; i++) if (places[i]! < 0) places[i] = held.length + fresh.push(added[i]!) - 1;
  return { names: fresh.length === 0 ? held : held.concat(fresh), places };
}
