/** A term that tells something of a segment. */
export interface Found {
  readonly key: string;
  /** Users of the segment who have it, ascending. */
  readonly users: Uint32Array;
}

/** Two terms say the same where so many of the users of the one have the other, too. */
const SAME = 0.8;

/**
 * Of terms, the strongest first, those that are not told by another: a part of a longer term whose users nearly all have the longer one gives way to it («跑步» to
 * «跑步鞋»); what is left goes in the order given, and a term is left out that holds, is held by or overlaps with one before it and has nearly the same users, or that
 * adds words to one before it.
 *
 * @param whole the term that stands for one that is kept, of which it may be a piece
 */
export function fewest<Term extends Found>(terms: readonly Term[], most: number, whole: (term: Term) => Term = (term) => term): Term[] {
  const longest = terms.filter(
    (term) =>
      !terms.some((other) => other.key.length > term.key.length && holds(other.key, term.key) && share(term.users, other.users) >= SAME),
  );
  const kept: Term[] = [];
  const told = (term: Term) =>
    kept.some(
      (other) =>
        holds(term.key, other.key) ||
        holds(other.key, term.key) ||
        (overlap(term.key, other.key) && share(term.users, other.users) >= SAME),
    );
  for (const term of longest) {
    if (kept.length === most) break;
    if (told(term)) continue;
    const one = whole(term);
    if (one === term || !told(one)) kept.push(one);
  }
  return kept;
}

const isHan = (key: string): boolean => /^\p{Script=Han}/u.test(key);

/** Whether a longer term has a shorter one as a part: whole words, in Han characters. */
function holds(longer: string, shorter: string): boolean {
  return isHan(shorter) ? longer.includes(shorter) : ` ${longer} `.includes(` ${shorter} `);
}

/** Whether one ends as the other begins: in characters of Han, in whole words. */
function overlap(a: string, b: string): boolean {
  if (isHan(a) !== isHan(b)) return false;
  const [one, other] = isHan(a) ? [[...a], [...b]] : [a.split(' '), b.split(' ')];
  const meets = (first: string[], second: string[]) =>
    first.some((_, from) => from > 0 && first.slice(from).every((part, i) => part === second[i]));
  return meets(one, other) || meets(other, one);
}

/** Share of ascending numbers that are among others. */
function share(of: Uint32Array, among: Uint32Array): number {
  let both = 0;
  for (let i = 0, j = 0; i < of.length && j < among.length;) {
    if (of[i] === among[j]) both++;
    if (of[i]! <= among[j]!) i++;
    else j++;
  }
  return of.length === 0 ? 0 : both / of.length;
}
