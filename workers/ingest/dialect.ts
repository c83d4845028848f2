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
}

export function quoteOf(dialect: Pick<Dialect, 'quote'>): '"' | "'" {
  return dialect.quote ?? '"';
}
