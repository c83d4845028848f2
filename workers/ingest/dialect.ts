/** One ASCII character, or the same one twice, which is tried first; else the most common first. */
export const SEPARATORS = [
  '::',
  '||',
  '\t\t',
  '~~',
  ',',
  ';',
  '\t',
  '|',
  ':',
  '~',
  '^',
  '#',
  '*',
  '!',
  '\u0001',
  '\u001e',
  '\u001f',
] as const;

/** `spaces`: runs of spaces and tabs, which may also stand before the first and after the last cell. ` `: each single space separates. */
export type Delimiter = (typeof SEPARATORS)[number] | ' ' | 'spaces';

/** What a place in a line is: a byte, a character, or half the width of a Chinese one, as a terminal sets them. */
export type Measure = 'bytes' | 'characters' | 'halves';

/** Places `[from, to)` of a line. */
export type Zone = readonly [from: number, to: number];

/** Places of the bars of a printed table in halves of a Chinese character, the width of its lines, and how a cell is marked that goes on. */
export interface Grid {
  readonly bars: readonly number[];
  readonly width: number;
  readonly mark: ContinuedBy;
}

/** psql writes a plus, or the sign of the return key, in the margin behind a line of a cell that goes on; before version 9, a colon for the bar before the next. */
export type ContinuedBy = '+' | '\u21b5' | ':';

/** How a line becomes cells where each line is a record and its delimiter alone does not tell them apart. Blanks around a cell are none of it. */
export type Setting =
  /** Two blanks or more, or a tab, stand between cells; single blanks within them. */
  | { readonly by: 'gaps' }
  /** Columns stand below each other: the places between two of them, which are blank in each line. */
  | { readonly by: 'places'; readonly measure: Measure; readonly zones: readonly Zone[] }
  /**
   * A table that is drawn, as databases and Markdown do: bars between the cells, and around the lines where it is framed. `box`: with Unicode's box
   * drawing. `grid`: where each bar has its place, cells may go on in the lines below.
   */
  | { readonly by: 'bars'; readonly framed: boolean; readonly box?: boolean; readonly grid?: Grid }
  /** Each line stands in quotes as a whole. */
  | { readonly by: 'wrapped' };

/** How a file's records and cells are told apart. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** `\n` stands for `\r\n`, too. */
  readonly newline: '\n' | '\r';
  /** Both `\n` and a lone `\r` end a record. */
  readonly mixedNewlines?: boolean;
  /** What a cell is wrapped in that holds delimiters or line ends; `"` where nothing is said. */
  readonly quote?: '"' | "'";
  /** How a quote within quotes is written: twice (which is always understood), or after a backslash. */
  readonly escape?: 'doubled' | 'backslash';
  /** Blanks after a delimiter belong to it: `a, "b, c", d`. */
  readonly blankAfterDelimiter?: boolean;
  /** Blanks before a delimiter or the line's end belong to that: `a    ;b ;c`. */
  readonly blankBeforeDelimiter?: boolean;
  readonly setting?: Setting;
  /** Lines that are drawn with dashes, below a header or around a table, are no records. */
  readonly rules?: boolean;
}

export function quoteOf(dialect: Pick<Dialect, 'quote'>): '"' | "'" {
  return dialect.quote ?? '"';
}
