import { headerScore, type Role } from '../header-words';

/** A column that one of two tables lacks stands beside so many that both have. */
const SHARED_PER_LONE = 4;
/** Roles whose columns say who, when, what and how much: where one table lacks such a column its rows mean something else. */
const DECISIVE: readonly Role[] = ['user', 'time', 'event', 'value', 'quantity', 'order'];
/** Names of columns that the rows of refunds have, or of cancelled orders: a table that has some, beside one that has none, is not of purchases. */
const TURNED =
  /refund|return(?!ing)|cancel|reason|chargeback|reversal|storno|erstattung|retoure|rembours|reembols|devolu[cç]|rimbors|возврат|退款|退货|退貨|取消|原因/;
/** From here on a header is one of the listed names of a role. */
const LISTED = 60;

/** Places of columns by their names. */
export type Keys = ReadonlyMap<string, number>;

/** A name of a column in the form in which it is compared with others. */
export const comparable = (name: string) => name.trim().toLowerCase();

/** The key of the first column of that name. */
export const firstKey = (name: string) => `${comparable(name)}\n0`;

/** Names in the form in which they are compared, the second of a name apart from the first, with their places. */
export function keysOf(columns: readonly string[]): Keys {
  const met = new Map<string, number>();
  return new Map(
    columns.map((column, place) => {
      const name = comparable(column);
      const times = met.get(name) ?? 0;
      met.set(name, times + 1);
      return [`${name}\n${times}`, place];
    }),
  );
}

interface Kind {
  readonly keys: Keys;
  /** For each of {@link DECISIVE} the column that is named for it the surest. */
  readonly decisive: readonly (string | null)[];
}

/**
 * The kinds of columns met so far. A table may lack some columns or add some beside one before it, where both share {@link SHARED_PER_LONE} times as many, the same
 * columns say who, when, what and how much, and none that only one has speaks of refunds; and all tables share at least half of all columns. Tables of different
 * kinds, which may share ids and dates, do not come so close.
 */
export class Kinds {
  private readonly known: Kind[] = [];
  private readonly exactly = new Set<string>();
  private readonly all = new Set<string>();
  private common: Set<string> | null = null;

  /** Whether a table with these columns belongs to those so far; if so it is one of them. */
  admit(keys: Keys, columns: readonly string[]): boolean {
    const written = JSON.stringify([...keys.keys()].sort());
    if (this.exactly.has(written)) return true;
    const kind: Kind = { keys, decisive: decisiveOf(keys, columns) };
    // The neighbour's columns are the likeliest.
    if (this.known.length > 0 && !this.known.toReversed().some((other) => areAlike(kind, other))) return false;
    for (const key of keys.keys()) this.all.add(key);
    this.common = new Set(this.common ? [...this.common].filter((key) => keys.has(key)) : keys.keys());
    if (this.all.size > 2 * this.common.size) return false;
    this.known.push(kind);
    this.exactly.add(written);
    return true;
  }
}

function decisiveOf(keys: Keys, columns: readonly string[]): (string | null)[] {
  const named = [...keys];
  return DECISIVE.map((role) => {
    let surest: string | null = null;
    let best = LISTED;
    for (const [key, place] of named) {
      const score = headerScore(columns[place]!, role);
      if (score < best || (score === best && surest !== null)) continue;
      surest = key;
      best = score;
    }
    return surest;
  });
}

function areAlike(one: Kind, other: Kind): boolean {
  const lone = [one, other].flatMap(({ keys }, i) => [...keys.keys()].filter((key) => ![other, one][i]!.keys.has(key)));
  const shared = (one.keys.size + other.keys.size - lone.length) / 2;
  if (lone.some((key) => TURNED.test(key))) return false;
  return lone.length * SHARED_PER_LONE <= shared && one.decisive.every((key, i) => key === other.decisive[i]);
}
