import { textOfKind } from '../../encode/text';
import type { StepRows } from '../../encode/sequence/steps';
import type { EventTable } from '../../protocol/events';
import type { FeatureMatrix } from '../../protocol/features';
import type { FusedTextKind } from '../../protocol/model';
import { windowRows } from '../../features/window-rows';
import { runsOf } from './terms';

/** Lists end to end: list i is `ids[offsets[i]] … ids[offsets[i + 1] − 1]`. */
export interface Lists {
  readonly offsets: Uint32Array;
  readonly ids: Uint32Array;
}

/** The terms of one kind of text that enough users have, and who has them. */
export interface UserTerms {
  readonly keys: readonly string[];
  /** By term: users who have it in any of their texts, however often. */
  readonly users: Uint32Array;
  /** By user: terms of one atom, those too that few users have. */
  readonly said: Uint32Array;
  /** The user's terms, each once. A new array only as long as the next call. */
  readonly of: (user: number) => Uint32Array;
  /** The texts themselves. */
  readonly names: readonly string[];
  /** Numbers of the texts that have a term. */
  readonly namesWith: (term: number) => number[];
  /** Users who have any of some texts, ascending, and which of them. */
  readonly bearersOf: (names: { has(name: number): boolean }) => Bearer[];
}

/** A user, and texts of the user's. */
export interface Bearer {
  readonly user: number;
  readonly names: readonly number[];
}

/** Terms that are kept at most, those that the most users have. */
const MOST_TERMS = 50_000;

/**
 * The terms that at least `least` users of a matrix have in its window; null where the file has no text of the kind.
 */
export function userTerms(kind: FusedTextKind, events: EventTable, matrix: FeatureMatrix, least: number): UserTerms | null {
  const source = textOfKind(kind, events);
  if (!source) return null;
  const { names } = source;
  const borne = distinctNames(source.columns, rowsOf(kind, events, matrix), names.length);
  const atoms = termLists(names, null);
  const said = new Uint32Array(matrix.users);
  const ofAtoms = gatherer(borne, atoms.lists, atoms.keys.length);
  const usersOfAtom = new Uint32Array(atoms.keys.length);
  for (let user = 0; user < matrix.users; user++) {
    const own = ofAtoms(user);
    said[user] = own.length;
    for (const atom of own) usersOfAtom[atom]!++;
  }
  const frequent = new Set(atoms.keys.filter((_, atom) => usersOfAtom[atom]! >= least));
  const all = termLists(names, frequent);
  const ofAll = gatherer(borne, all.lists, all.keys.length);
  const users = new Uint32Array(all.keys.length);
  for (let user = 0; user < matrix.users; user++) for (const term of ofAll(user)) users[term]!++;
  const kept = Array.from(all.keys.keys()).filter((term) => users[term]! >= least);
  kept.sort((a, b) => users[b]! - users[a]! || a - b);
  kept.length = Math.min(kept.length, MOST_TERMS);
  const place = new Int32Array(all.keys.length).fill(-1);
  kept.forEach((term, at) => (place[term] = at));
  const lists = only(all.lists, place);
  return {
    keys: kept.map((term) => all.keys[term]!),
    users: Uint32Array.from(kept, (term) => users[term]!),
    said,
    of: gatherer(borne, lists, kept.length),
    names,
    namesWith: (term) => namesWith(lists, term),
    bearersOf: (asked) => bearersOf(borne, asked),
  };
}

function namesWith({ offsets, ids }: Lists, term: number): number[] {
  const found: number[] = [];
  for (let name = 0; name + 1 < offsets.length; name++) {
    for (let at = offsets[name]!; at < offsets[name + 1]!; at++) if (ids[at] === term && found.at(-1) !== name) found.push(name);
  }
  return found;
}

function bearersOf({ offsets, ids }: Lists, asked: { has(name: number): boolean }): Bearer[] {
  const found: Bearer[] = [];
  for (let user = 0; user + 1 < offsets.length; user++) {
    const names: number[] = [];
    for (let at = offsets[user]!; at < offsets[user + 1]!; at++) if (asked.has(ids[at]!)) names.push(ids[at]!);
    if (names.length > 0) found.push({ user, names });
  }
  return found;
}

/** Where the texts of each user of the matrix lie. */
function rowsOf(kind: FusedTextKind, events: EventTable, { userIndex, from, to }: FeatureMatrix): StepRows {
  const { attributes, timeless } = events;
  if (kind === 'profile') {
    const row = (user: number) => attributes!.rowOf[user]!;
    return { userIndex, lo: userIndex.map((user) => Math.max(0, row(user))), hi: userIndex.map((user) => row(user) + 1) };
  }
  if (timeless)
    return { userIndex, lo: userIndex.map((u) => events.userOffsets[u]!), hi: userIndex.map((u) => events.userOffsets[u + 1]!) };
  const window = windowRows(events, from, to);
  const at = new Map(Array.from(window.userIndex, (user, i) => [user, i]));
  const bound = (of: Uint32Array) => userIndex.map((user) => of[at.get(user) ?? -1] ?? 0);
  return { userIndex, lo: bound(window.lo), hi: bound(window.hi) };
}

type Columns = NonNullable<ReturnType<typeof textOfKind>>['columns'];

/** The names that each user bears, each once. */
function distinctNames(columns: Columns, { userIndex, lo, hi }: StepRows, names: number): Lists {
  const seen = new Int32Array(names).fill(-1);
  const offsets = new Uint32Array(userIndex.length + 1);
  const ids: number[] = [];
  for (let user = 0; user < userIndex.length; user++) {
    for (const { codes, nameOf } of columns) {
      for (let row = lo[user]!; row < hi[user]!; row++) {
        const name = codes[row]! < 0 ? -1 : nameOf[codes[row]!]!;
        if (name < 0 || seen[name] === user) continue;
        seen[name] = user;
        ids.push(name);
      }
    }
    offsets[user + 1] = ids.length;
  }
  return { offsets, ids: Uint32Array.from(ids) };
}

/** The terms of each name: atoms alone, or those made of `frequent` atoms, these among them. */
function termLists(names: readonly string[], frequent: ReadonlySet<string> | null): { readonly keys: string[]; readonly lists: Lists } {
  const idOf = new Map<string, number>();
  const keys: string[] = [];
  const offsets = new Uint32Array(names.length + 1);
  const ids: number[] = [];
  const add = (key: string) => {
    let id = idOf.get(key);
    if (id === undefined) {
      idOf.set(key, (id = keys.length));
      keys.push(key);
    }
    ids.push(id);
  };
  names.forEach((name, i) => {
    for (const { atoms, longer } of runsOf(name)) {
      for (const { key } of atoms) if (!frequent || frequent.has(key)) add(key);
      if (!frequent) continue;
      for (const { key, from, atoms: count } of longer) {
        if (atoms.slice(from, from + count).every((atom) => frequent.has(atom.key))) add(key);
      }
    }
    offsets[i + 1] = ids.length;
  });
  return { keys, lists: { offsets, ids: Uint32Array.from(ids) } };
}

/** The same lists of those with a place, by their places. */
function only({ offsets, ids }: Lists, place: Int32Array): Lists {
  const kept: number[] = [];
  const ends = Uint32Array.from({ length: offsets.length }, (_, i) => {
    for (let at = i === 0 ? 0 : offsets[i - 1]!; at < offsets[i]!; at++) if (place[ids[at]!]! >= 0) kept.push(place[ids[at]!]!);
    return kept.length;
  });
  return { offsets: ends, ids: Uint32Array.from(kept) };
}

/** What the names of a user list, each once. */
function gatherer(borne: Lists, lists: Lists, count: number): (user: number) => Uint32Array {
  const seen = new Int32Array(count).fill(-1);
  let found = new Uint32Array(64);
  let call = 0;
  return (user) => {
    let n = 0;
    for (let i = borne.offsets[user]!; i < borne.offsets[user + 1]!; i++) {
      const name = borne.ids[i]!;
      for (let at = lists.offsets[name]!; at < lists.offsets[name + 1]!; at++) {
        const id = lists.ids[at]!;
        if (seen[id] === call) continue;
        seen[id] = call;
        if (n === found.length) {
          const longer = new Uint32Array(2 * n);
          longer.set(found);
          found = longer;
        }
        found[n++] = id;
      }
    }
    call++;
    return found.subarray(0, n);
  };
}
