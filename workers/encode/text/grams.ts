import { hashText } from '../../math/random';

const HAN = String.raw`\p{Script=Han}`;
/** Scripts written without spaces between words, where a run of letters is a phrase rather than a word. */
const PHRASES = String.raw`\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const RUN = new RegExp(String.raw`(${HAN}+)|([${PHRASES}]+)|(?:(?![${HAN}${PHRASES}])[\p{L}\p{M}\p{N}])+`, 'gu');

/** Two spellings of a text that differ only in width, ligatures or case are one. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** How texts are cut: 1 before pairs of words and three characters of Han counted. */
export const GRAMS = 2;

/**
 * What a text is compared by, over its runs of letters, marks and numbers r₁ r₂ …:
 *
 * - of a run w in a script with spaces, the word n-grams of order 1 and 2: `=w`, and `=v w` after a run v in such a script right before it; and the character
 *   n-grams of order 1 of w, and of order 2 and 3 of ␣w␣, where ␣ marks an end of the word;
 * - of a run in a script without spaces (Han, or one of the others) the character n-grams of order 1 to 3, and no words, since where these end is for a
 *   dictionary to say, and browsers bring different ones.
 *
 * Unicode tables alone decide, so that every machine finds the same.
 *
 * @param version see {@link GRAMS}
 */
export function* gramsOf(text: string, version: number = GRAMS): Generator<string, void, void> {
  let before: string | null = null;
  for (const [run, han, phrase] of fold(text).matchAll(RUN)) {
    const isWord = han === undefined && phrase === undefined;
    const characters = [...run];
    const bounded = isWord ? [' ', ...characters, ' '] : characters;
    yield* pieces(characters, 1);
    yield* pieces(bounded, 2);
    if (han === undefined || version > 1) yield* pieces(bounded, 3);
    // A prefix keeps a short word apart from the same characters within a longer one.
    if (isWord) yield `=${run}`;
    if (isWord && before !== null && version > 1) yield `=${before} ${run}`;
    before = isWord ? run : null;
  }
}

function* pieces(characters: readonly string[], length: number): Generator<string, void, void> {
  for (let i = 0; i + length <= characters.length; i++) yield characters.slice(i, i + length).join('');
}

/** How often each of the buckets that grams are hashed to occurs in a text. @param version see {@link GRAMS} */
export function countGrams(text: string, buckets: number, version: number = GRAMS): Map<number, number> {
  const counts = new Map<number, number>();
  for (const gram of gramsOf(text, version)) {
    const bucket = hashText(gram) % buckets;
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return counts;
}
