import { hashText } from '../../math/random';

const HAN = String.raw`\p{Script=Han}`;
/** Scripts written without spaces between words, where a run of letters is a phrase rather than a word. */
const PHRASES = String.raw`\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const RUN = new RegExp(String.raw`(${HAN}+)|([${PHRASES}]+)|(?:(?![${HAN}${PHRASES}])[\p{L}\p{M}\p{N}])+`, 'gu');

/** Two spellings of a text that differ only in width, ligatures or case are one. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * What a text is compared by: its words (runs of letters, marks and numbers) and the one to three characters in a row within a word, whose
 * ends count as a character; for Han one and two characters, for other scripts without spaces one to three, and no words, since where these
 * end is for a dictionary to say, and browsers bring different ones. Unicode tables alone decide, so that every machine finds the same.
 */
export function* gramsOf(text: string): Generator<string, void, void> {
  for (const [run, han, phrase] of fold(text).matchAll(RUN)) {
    const characters = [...run];
    yield* pieces(characters, 1);
    if (han !== undefined) {
      yield* pieces(characters, 2);
      continue;
    }
    const bounded = phrase === undefined ? [' ', ...characters, ' '] : characters;
    yield* pieces(bounded, 2);
    yield* pieces(bounded, 3);
    // A prefix keeps a short word apart from the same characters within a longer one.
    if (phrase === undefined) yield `=${run}`;
  }
}

function* pieces(characters: readonly string[], length: number): Generator<string, void, void> {
  for (let i = 0; i + length <= characters.length; i++) yield characters.slice(i, i + length).join('');
}

/** How often each of the buckets that grams are hashed to occurs in a text. */
export function countGrams(text: string, buckets: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const gram of gramsOf(text)) {
    const bucket = hashText(gram) % buckets;
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return counts;
}
