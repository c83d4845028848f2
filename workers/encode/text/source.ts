import type { CodedColumn, EventTable } from '../../protocol/events';
import type { FusedColumn, FusedTextKind } from '../../protocol/model';
import type { UserTable } from '../../protocol/tables';
import { fold } from './grams';

/** Names that the events of a file (of free text: its users) bear in one of its columns. */
export interface TextColumn extends FusedColumn {
  /** Codes by row of the events, of free text by row of the user table; −1 where the row has none. */
  readonly codes: Int32Array;
  /** By code: index of its name in {@link TextSource.names}; −1 where it has none. */
  readonly nameOf: Int32Array;
}

/** Text that the events, or users, bear. */
export interface TextSource {
  /** Distinct, not empty. */
  readonly names: readonly string[];
  readonly columns: readonly TextColumn[];
}

/** What of an event table is text of a kind; null where nothing is. */
export function textOfKind(kind: FusedTextKind, events: EventTable): TextSource | null {
  if (kind === 'text') return textOf(events);
  const source = new SourceBuilder();
  if (kind === 'words') source.take({ of: 'text' }, events.text, null);
  else for (const { name, coded } of freeTexts(events.attributes?.table)) source.take({ of: 'profile', name }, coded, null);
  return source.built();
}

/**
 * The names that speak: titles of the events, or of the items in a joined item table, or else the items' own names where these are no codes; and beside them the
 * names of categories, and what else an item table says of items in words. null where none do, see {@link speak}.
 */
export function textOf({ title, item, category, items }: EventTable): TextSource | null {
  const source = new SourceBuilder();
  const ofItems = (column: CodedColumn | null) => (code: number) => column?.names[column.codes[items!.rowOf[code]!]!];
  const { table } = items ?? {};
  const titled =
    source.take({ of: 'title' }, title, speak) || (!!table?.title && source.take({ of: 'item-title' }, item, speak, ofItems(table.title)));
  if (!titled) source.take({ of: 'item' }, item, speak);
  source.take({ of: 'category' }, category, speak);
  if (table?.brand) source.take({ of: 'brand' }, item, speak, ofItems(table.brand));
  for (const { name, coded } of table?.columns ?? []) source.take({ of: 'item-column', name }, item, speak, ofItems(coded));
  return source.built();
}

/** Codes by row of a column of {@link textOfKind}, in tables that share its names. */
export function codesIn({ item, category, title, text, attributes }: EventTable, { of, name }: FusedColumn): Int32Array {
  if (of === 'profile') return freeTexts(attributes?.table).find((column) => column.name === name)!.coded.codes;
  return { text, category, title, item, brand: item, 'item-title': item, 'item-column': item }[of]!.codes;
}

/** Columns of free text. */
function freeTexts(table: UserTable | undefined): { readonly name: string; readonly coded: CodedColumn }[] {
  return (table?.columns ?? []).flatMap(({ name, as, label, coded }) => (as === 'text' && !label && coded ? [{ name, coded }] : []));
}

class SourceBuilder {
  private readonly pool = new NamePool();
  private readonly columns: TextColumn[] = [];

  /**
   * @param test whether the names are to be taken; null: they are
   * @param nameByCode name of a code of the column; its own where that is not given
   */
  take(
    of: FusedColumn,
    column: CodedColumn | null | undefined,
    test: ((names: ReadonlySet<string>) => boolean) | null,
    nameByCode: (code: number) => string | undefined = (code) => column!.names[code],
  ): boolean {
    if (!column) return false;
    const byCode = column.names.map((_, code) => nameByCode(code)?.trim() ?? '');
    if (test && !test(new Set(byCode))) return false;
    this.columns.push({ ...of, codes: column.codes, nameOf: Int32Array.from(byCode, (name) => this.pool.add(name)) });
    return true;
  }

  built(): TextSource | null {
    return this.columns.length === 0 ? null : { names: this.pool.names, columns: this.columns };
  }
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
