const HAN = String.raw`\p{Script=Han}`;
/** Scripts written without spaces between words, where a run of letters is a phrase rather than a word. */
const PHRASES = String.raw`\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const LETTER = String.raw`(?:(?![${HAN}${PHRASES}])[\p{L}\p{M}\p{N}])`;
const RUN = new RegExp(String.raw`(?<han>${HAN}+)|(?<phrase>[${PHRASES}]+)|(?<word>${LETTER}+(?:['’]${LETTER}+)*)`, 'gu');
/** What may stand between two words of a phrase. */
const GAP = /^[\s\-‐‑]+$/u;
/** A word says something with two letters, or one of a script that writes a syllable by it. */
const SPEAKS = /\p{L}.*\p{L}|[^\P{L}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;

/** Characters of a term of Han at most; longer words are pieced together of those that stand out (`lengthen.ts`). */
export const MOST_HAN = 4;
const MOST_WORDS = 3;
/** Of a run in a script without spaces, characters at most: longer ones are sentences. */
export const MOST_PHRASE = 16;

/** Something that users may say or meet, as it is written in one text. */
export interface Term {
  /** Width, ligatures and case aside: two spellings that differ in these alone are one term. */
  readonly key: string;
  readonly written: string;
}

/** The smallest terms in a row, of which longer ones are made. */
export interface Run {
  readonly atoms: readonly Term[];
  /** Terms of two atoms or more: from atom `from` on, `atoms` of them. */
  readonly longer: readonly (Term & { readonly from: number; readonly atoms: number })[];
}

const fold = (text: string): string => text.toLowerCase().replaceAll('’', "'");

/**
 * The terms of a text, by the script that they are written in:
 *
 * - scripts with spaces: words of two letters or more, and phrases of two and three words with nothing but a gap or a hyphen between them;
 * - Han: pairs of characters, and three and four characters in a row, since where words end is for a dictionary to say; a character that stands by itself;
 * - other scripts without spaces: what stands between two spaces or marks, if it is short.
 */
export function runsOf(text: string): Run[] {
  const clean = text.normalize('NFKC');
  const runs: Run[] = [];
  let words: Term[] = [];
  let end = 0;
  const flush = () => {
    if (words.length > 0) runs.push(phrasesOf(words));
    words = [];
  };
  for (const match of clean.matchAll(RUN)) {
    const { han, word } = match.groups!;
    const [written] = match;
    const term = { key: fold(written), written };
    if (word === undefined || !GAP.test(clean.slice(end, match.index))) flush();
    end = match.index + written.length;
    if (han !== undefined) runs.push(charactersOf(written));
    else if (word === undefined) runs.push({ atoms: [...written].length > MOST_PHRASE ? [] : [term], longer: [] });
    else if (SPEAKS.test(written)) words.push(term);
    else flush();
  }
  flush();
  return runs;
}

function phrasesOf(atoms: readonly Term[]): Run {
  const longer: Run['longer'][number][] = [];
  for (let count = 2; count <= MOST_WORDS; count++) {
    for (let from = 0; from + count <= atoms.length; from++) {
      const part = atoms.slice(from, from + count);
      longer.push({ key: part.map(({ key }) => key).join(' '), written: part.map(({ written }) => written).join(' '), from, atoms: count });
    }
  }
  return { atoms, longer };
}

/** Of Han the atoms are the pairs that begin at each character. */
function charactersOf(run: string): Run {
  const characters = [...run];
  const cut = (length: number) =>
    Array.from({ length: Math.max(0, characters.length - length + 1) }, (_, from) => {
      const written = characters.slice(from, from + length).join('');
      return { key: written, written, from };
    });
  if (characters.length === 1) return { atoms: cut(1), longer: [] };
  const longer: Run['longer'][number][] = [];
  for (let length = 3; length <= MOST_HAN; length++) for (const piece of cut(length)) longer.push({ ...piece, atoms: length - 1 });
  return { atoms: cut(2), longer };
}
