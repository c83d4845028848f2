import { benjaminiHochberg } from '../../math/statistics';
import type { EventTable } from '../../protocol/events';
import type { FeatureMatrix } from '../../protocol/features';
import { FUSED_TEXTS, type FusedTextKind, type Segmentation } from '../../protocol/model';
import { WORDS_RULE, type SegmentWord } from '../../protocol/portraits';
import { fewest, type Found } from './fewest';
import { lengthened } from './lengthen';
import { countTerms, excessP, keyness, type TermCounts } from './standing-out';
import { runsOf, type Term } from './terms';
import { userTerms, type UserTerms } from './user-terms';

const { leastUsers, leastShare, leastRatio, falseDiscovery, most } = WORDS_RULE;
/** Terms of a segment that are looked at, the strongest, where some say the same. */
const MOST_LOOKED_AT = 80;

interface Kind {
  readonly kind: FusedTextKind;
  readonly terms: UserTerms;
  readonly counts: TermCounts;
}

interface Telling extends Found {
  readonly kind: Kind;
  readonly term: number;
  readonly strength: number;
  /** Users in all who have it. */
  readonly all: number;
}

/**
 * The words and phrases that stand out among the users of each segment, strongest first; null where the file has no text. Each user counts once for a term, however often
 * it is said, and is held against users who say as much ({@link countTerms}). A term stands out where at least {@link WORDS_RULE} users of the segment have it,
 * its share of them is well above that of the others, and the excess is beyond chance ({@link excessP}) after Benjamini–Hochberg over all terms, kinds of text and
 * segments.
 */
export function segmentWords(events: EventTable, matrix: FeatureMatrix, segmentation: Segmentation): SegmentWord[][] | null {
  const { k, labels } = segmentation;
  const kinds = FUSED_TEXTS.flatMap((kind): Kind[] => {
    const terms = userTerms(kind, events, matrix, leastUsers);
    return terms ? [{ kind, terms, counts: countTerms(terms.keys.length, terms.said, labels, k, terms.of) }] : [];
  });
  if (kinds.length === 0) return null;
  const sizes = new Uint32Array(k);
  for (const label of labels) if (label >= 0) sizes[label]!++;
  const told = strongest(kinds, sizes, matrix.users).map((found, segment) => {
    const whole = (term: Telling) => wholeOf(term, labels, segment, sizes[segment]!, matrix.users);
    return fewest(havers(found, labels, segment), most, whole);
  });
  const written = new Map(
    kinds.map((kind) => {
      const keys = told.flat().flatMap((one) => (one.kind === kind ? [one.key] : []));
      return [kind, keys.length > 0 ? spellings(kind.terms.names, new Set(keys)) : new Map<string, string>()] as const;
    }),
  );
  return told.map((list, segment) =>
    list.map(({ kind, key, users, all }) => ({
      word: written.get(kind)!.get(key) ?? key,
      of: kind.kind,
      users: users.length,
      share: users.length / sizes[segment]!,
      others: (all - users.length) / (matrix.users - sizes[segment]!),
    })),
  );
}

type Candidate = Omit<Telling, 'users'>;

/** Per segment the terms that stand out, strongest first. */
function strongest(kinds: readonly Kind[], sizes: Uint32Array, users: number): Candidate[][] {
  const k = sizes.length;
  const tests: { readonly kind: Kind; readonly term: number; readonly segment: number }[] = [];
  const ps: number[] = [];
  for (const kind of kinds) {
    const { users: all } = kind.terms;
    for (let term = 0; term < all.length; term++) {
      for (let segment = 0; segment < k; segment++) {
        if (sizes[segment] === users) continue;
        const at = term * k + segment;
        tests.push({ kind, term, segment });
        ps.push(excessP(kind.counts.users[at]!, kind.counts.expected[at]!, all[term]!));
      }
    }
  }
  const adjusted = benjaminiHochberg(ps);
  const found = Array.from({ length: k }, (): Candidate[] => []);
  tests.forEach(({ kind, term, segment }, i) => {
    if (adjusted[i]! > falseDiscovery) return;
    const { counts, terms } = kind;
    const at = term * k + segment;
    const [count, expected, all] = [counts.users[at]!, counts.expected[at]!, terms.users[term]!];
    if (count < leastUsers || count < leastShare * sizes[segment]!) return;
    const others = users - sizes[segment]!;
    if (ratio(count / sizes[segment]!, (all - count) / others) < leastRatio) return;
    if (ratio(count / expected, (all - count) / (all - expected)) < leastRatio) return;
    found[segment]!.push({ kind, term, key: terms.keys[term]!, strength: keyness(count, expected, all), all });
  });
  return found.map((list) => list.sort((a, b) => b.strength - a.strength || b.key.length - a.key.length).slice(0, MOST_LOOKED_AT));
}

const ratio = (inside: number, outside: number): number => (outside > 0 ? inside / outside : Infinity);

/** The word of which a term is a piece, where it is one ({@link lengthened}) and its share is as far above that of the others as is asked for. */
function wholeOf(term: Telling, labels: Int32Array, segment: number, size: number, users: number): Telling {
  const longer = lengthened(term, term.term, term.kind.terms, (user) => labels[user] === segment);
  if (!longer) return term;
  const count = longer.users.length;
  const tells = count >= leastUsers && count >= leastShare * size;
  return tells && ratio(count / size, (longer.all - count) / (users - size)) >= leastRatio ? { ...term, ...longer } : term;
}

/** With the users of the segment who have each. */
function havers(found: readonly Candidate[], labels: Int32Array, segment: number): Telling[] {
  const users = found.map((): number[] => []);
  for (const kind of new Set(found.map((one) => one.kind))) {
    const place = new Map(found.flatMap((one, i) => (one.kind === kind ? [[one.term, i] as const] : [])));
    labels.forEach((label, user) => {
      if (label !== segment) return;
      for (const term of kind.terms.of(user)) if (place.has(term)) users[place.get(term)!]!.push(user);
    });
  }
  return found.map((one, i) => ({ ...one, users: Uint32Array.from(users[i]!) }));
}

/** Spellings of terms by their keys: those that the most texts have. */
function spellings(names: readonly string[], keys: ReadonlySet<string>): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const best = new Map<string, string>();
  const count = ({ key, written }: Term) => {
    if (!keys.has(key)) return;
    const times = (counts.get(written) ?? 0) + 1;
    counts.set(written, times);
    if (times > (counts.get(best.get(key) ?? '') ?? 0)) best.set(key, written);
  };
  for (const name of names) {
    for (const { atoms, longer } of runsOf(name)) {
      atoms.forEach(count);
      longer.forEach(count);
    }
  }
  return best;
}
