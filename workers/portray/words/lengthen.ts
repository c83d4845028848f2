import type { Found } from './fewest';
import { MOST_HAN, MOST_PHRASE } from './terms';
import type { Bearer, UserTerms } from './user-terms';

/** A longer piece stands for one that was cut where so many of the users who have that one have it, in the segment and in all. */
const TOGETHER = 0.8;

/** A term of Han with all characters that nearly always stand about it. */
export interface Lengthened extends Found {
  /** Users in all who have it. */
  readonly all: number;
}

/**
 * Terms of Han are at most {@link MOST_HAN} characters, so that a longer word («扫地机器人») comes as a piece. Where users have that piece nearly always with the same character
 * before or after it, it is lengthened by that, and so on; null where it is not.
 *
 * @param segment marks the users of the segment
 */
export function lengthened({ key, users }: Found, term: number, terms: UserTerms, segment: (user: number) => boolean): Lengthened | null {
  if ([...key].length !== MOST_HAN || !isHan(key)) return null;
  const texts = new Map(terms.namesWith(term).map((name) => [name, terms.names[name]!.normalize('NFKC')]));
  let having = terms.bearersOf(texts);
  const least = [TOGETHER * users.length, TOGETHER * having.length] as const;
  let piece = key;
  while ([...piece].length < MOST_PHRASE) {
    const counts = countLonger(piece, texts, having, segment);
    const [longer] = [...counts].sort(([a, x], [b, y]) => y.inside - x.inside || y.all - x.all || (a < b ? -1 : 1));
    if (!longer || longer[1].inside < least[0] || longer[1].all < least[1]) break;
    piece = longer[0];
    for (const [name, text] of texts) if (!text.includes(piece)) texts.delete(name);
    having = having.filter(({ names }) => names.some((name) => texts.has(name)));
  }
  if (piece === key) return null;
  return { key: piece, users: Uint32Array.from(having.map(({ user }) => user).filter(segment)), all: having.length };
}

/** Users who have a piece with one more character of Han, before or after it, by the longer piece. */
function countLonger(
  piece: string,
  texts: ReadonlyMap<number, string>,
  having: readonly Bearer[],
  segment: (user: number) => boolean,
): Map<string, { inside: number; all: number }> {
  const longer = new Map(Array.from(texts, ([name, text]) => [name, aboutIn(text, piece)]));
  const counts = new Map<string, { inside: number; all: number }>();
  for (const { user, names } of having) {
    const inside = Number(segment(user));
    for (const one of new Set(names.flatMap((name) => longer.get(name) ?? []))) {
      const count = counts.get(one) ?? { inside: 0, all: 0 };
      counts.set(one, { inside: count.inside + inside, all: count.all + 1 });
    }
  }
  return counts;
}

/** A piece as it occurs in a text, with the character of Han before it, and with the one after it. */
function aboutIn(text: string, piece: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
    const [before = ''] = /.$/u.exec(text.slice(Math.max(0, at - 2), at)) ?? [];
    const [after = ''] = /^./u.exec(text.slice(at + piece.length, at + piece.length + 2)) ?? [];
    if (isHan(before)) found.push(before + piece);
    if (isHan(after)) found.push(piece + after);
  }
  return found;
}

const isHan = (text: string): boolean => /^\p{Script=Han}+$/u.test(text);
