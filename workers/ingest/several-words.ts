const WORDS = /\p{L}[\p{L}\p{M}'’]+/gu;
/** Scripts written without spaces, in which five letters are hardly one word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const FEWEST_WORDS = 3;
const FEWEST_LETTERS = 5;
/** Beyond so many characters the rest says nothing else. */
const LOOKED_AT = 200;

/** Whether a text is of three words or more: runs of two letters at least; in scripts without spaces of five letters. */
export function isSeveralWords(text: string): boolean {
  const start = text.slice(0, LOOKED_AT);
  const count = (pattern: RegExp) => start.match(pattern)?.length ?? 0;
  return count(UNSPACED) >= FEWEST_LETTERS || count(WORDS) >= FEWEST_WORDS;
}
