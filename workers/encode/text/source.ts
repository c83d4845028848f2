import type { CodedColumn, EventTable } from '../../protocol/events';
import { fold } from './grams';

/** Names that the events of a file bear in one of its columns. */
export interface TextColumn {
  readonly of: 'title' | 'item' | 'category';
  /** Codes by row of the events; −1 where the row has none. */
  readonly codes: Int32Array;
  /** By code: index of its name in {@link TextSource.names}; −1 where it has none. */
  readonly nameOf: Int32Array;
}

/** Text that the events bear. */
export interface TextSource {
  /** Distinct, not empty. */
  readonly names: readonly string[];
  readonly columns: readonly TextColumn[];
}

/**
 * The names that speak: titles of the items in a joined item table, else the items' own names where these are no codes; and beside them the
 * names of categories. null where none do, see {@link speak}.
 */
export function textOf({ item, category, items }: EventTable): TextSource | null {
  const pool = new NamePool();
  const columns: TextColumn[] = [];
  const take = (of: TextColumn['of'], column: CodedColumn | null, nameByCode: (code: number) => string | undefined): boolean => {
    if (column === null) return false;
    const byCode = column.names.map((_, code) => nameByCode(code)?.trim() ?? '');
    if (!speak(new Set(byCode))) return false;
    columns.push({ of, codes: column.codes, nameOf: Int32Array.from(byCode, (name) => pool.add(name)) });
    return true;
  };
  const title = items?.table.title;
  if (!title || !take('title', item, (code) => title.names[title.codes[items.rowOf[code]!]!])) {
    take('item', item, (code) => item!.names[code]);
  }
  take('category', category, (code) => category!.names[code]);
  return columns.length === 0 ? null : { names: pool.names, columns };
}

class NamePool {
  readonly names: string[] = [];
  readonly #indexOf = new Map<string, number>();

  /** @returns the name's index; −1 for the empty name */
  add(name: string): number {
    if (name === '') return -1;
    let index = this.#indexOf.get(name);
    if (index === undefined) {
      index = this.names.push(name) - 1;
      this.#indexOf.set(name, index);
    }
    return index;
  }
}

/** Three letters make a word, two in scripts that write a syllable or leave out vowels; in Han one does. */
const WORD = /\p{Script=Han}|^\p{L}{3}|^[^\P{L}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]{2}/u;
const TOKEN = /[\p{L}\p{M}\p{N}]+/gu;
const LETTERS = /^[\p{L}\p{M}]+$/u;
/** Codes with a word before the number («product 17», «FUR-BO-1001») leave no more than so many of their names apart once it is gone. */
const FEWEST_APART = 0.05;

/**
 * Whether names are words rather than codes. Runs of letters and digits with a digit among them say nothing («P000123», «85123A», most parts of
 * a UUID); only Han counts beside digits, being written without spaces. Names are words where more than half of them hold a word, and where
 * the letters alone tell at least two of these apart and at least one in twenty: «product 17» and «商品001» are codes.
 *
 * @param names distinct; the empty name does not count
 */
function speak(names: ReadonlySet<string>): boolean {
  let count = 0;
  let words = 0;
  const apart = new Set<string>();
  for (const name of names) {
    if (name === '') continue;
    count++;
    const tokens = lettersOf(name);
    if (!tokens.some((token) => WORD.test(token))) continue;
    words++;
    apart.add(tokens.join(' '));
  }
  return words > count / 2 && apart.size >= Math.max(2, FEWEST_APART * words);
}

function lettersOf(name: string): string[] {
  return (fold(name).match(TOKEN) ?? []).flatMap((token) => {
    if (/\p{Script=Han}/u.test(token)) return token.match(/[\p{L}\p{M}]+/gu) ?? [];
    return LETTERS.test(token) ? [token] : [];
  });
}
