import type { RawRows } from '../raw-rows';

const HOUR = 3_600_000;
/** `test`, `test_17`, `qa-test@shop.eu`; addresses of the domains that are reserved for examples (RFC 2606). */
const TEST_NAME = /(?:^|[^\p{L}])test(?:er|ing|s)?(?:$|[^\p{L}])|@example\.(?:com|net|org)$/iu;
/** Quick, and true of all that TEST_NAME matches. */
const MAY_BE_TEST = /test|@example/i;

export interface Suspect {
  readonly user: number;
  readonly rows: number;
  /** Most moments with an event within any hour, both ends included. */
  readonly peak: number;
}

/**
 * Users with events at more than `limit` moments within any hour, by code: lines of one order have one time, and are no sign of a machine. Only
 * users with so many rows are looked at one by one.
 */
export function fastUsers(raw: RawRows, kept: Uint32Array, counts: Uint32Array, limit: number): Suspect[] {
  const users = raw.user.codes.data;
  if (!counts.some((rows) => rows > limit)) return [];
  const times = new Map<number, number[]>();
  for (const row of kept) {
    const user = users[row]!;
    if (counts[user]! <= limit) continue;
    const own = times.get(user);
    if (own === undefined) times.set(user, [raw.time.data[row]!]);
    else own.push(raw.time.data[row]!);
  }
  return [...times]
    .map(([user, own]) => ({ user, rows: own.length, peak: mostWithin(Float64Array.from(new Set(own)).sort(), HOUR) }))
    .filter(({ peak }) => peak > limit)
    .sort((a, b) => a.user - b.user);
}

/** Users whose id says that they are tests, with their rows. */
export function testUsers(raw: RawRows, counts: Uint32Array): Suspect[] {
  const found: Suspect[] = [];
  const names = raw.user.dictionary.names();
  for (let user = 0; user < names.length; user++) {
    const rows = counts[user]!;
    if (rows > 0 && isTestName(names[user]!)) found.push({ user, rows, peak: 0 });
  }
  return found;
}

export function isTestName(name: string): boolean {
  return MAY_BE_TEST.test(name) && TEST_NAME.test(name);
}

/** Kept rows of each user, by code. */
export function rowsOfUsers(raw: RawRows, kept: Uint32Array): Uint32Array {
  const counts = new Uint32Array(raw.user.dictionary.size);
  const users = raw.user.codes.data;
  // An iterator over the rows takes several times as long.
  for (let i = 0; i < kept.length; i++) counts[users[kept[i]!]!]!++;
  return counts;
}

/** Most of the ascending times that lie within `span` of each other. */
function mostWithin(times: Float64Array, span: number): number {
  let most = 0;
  for (let from = 0, to = 0; to < times.length; to++) {
    while (times[to]! - times[from]! > span) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}
