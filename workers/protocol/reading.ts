/** What the reader had to decide about a file: a key under `data.notes.` in src/i18n, with its figures. */
export const READING_NOTES = [
  'preamble',
  'footnotes',
  'total-row',
  'header-lines',
  'header-generated',
  'names-generated',
  'names-changed',
  'row-names',
  'repeated-header',
  'other-table',
  'surplus-cells',
  'missing-cells',
  'stray-quotes',
  'unclosed-quotes',
  'cut-off',
  'empty-rows',
  'mixed-newlines',
  'columns-by-gaps',
  'columns-by-places',
  'rule-lines',
  'undecodable',
  'broken-objects',
  'texts-full',
  'type-line',
  'rows-left-out',
  'wrapped-lines',
  'sparse-fields',
  'columns-only-in',
  'columns-not-in',
  'columns-renamed',
] as const;
export type ReadingNoteKey = (typeof READING_NOTES)[number];

/** Why a record below the header is no row of the table, with the note that announces it. `empty`: no cell is filled. `not-object`: of JSON, no
 * object or one that is not well-formed. `left-out`: dots, where a table was printed without these rows. */
export const TABLE_REJECT_REASONS = {
  empty: 'empty-rows',
  'repeated-header': 'repeated-header',
  'total-row': 'total-row',
  footnote: 'footnotes',
  'other-table': 'other-table',
  'cut-off': 'cut-off',
  'unclosed-quote': 'unclosed-quotes',
  'not-object': 'broken-objects',
  'left-out': 'rows-left-out',
} as const satisfies Readonly<Record<string, ReadingNoteKey>>;
export type TableRejectReason = keyof typeof TABLE_REJECT_REASONS;

export interface ReadingNote {
  readonly key: ReadingNoteKey;
  /** 1-based line of the file where it first happens; 1 for what is of the whole file. */
  readonly line: number;
  /** Rows, lines or columns that it concerns. */
  readonly count: number;
  /** An example or further figures. `part`: the table within the file that the line is of, where there are several. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Labels for TextDecoder among which a person may choose; all that are found by themselves are among them. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1252',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'koi8-r',
  'ibm866',
  'iso-8859-5',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-874',
  'macintosh',
] as const;

/** Delimiters among which a person may choose; others are found. */
export const COMMON_DELIMITERS = [',', ';', '\t', '|', 'spaces'] as const;

/** A column that stands under another name than elsewhere. */
export interface RenamedColumn {
  readonly from: string;
  readonly to: string;
}

/** What a person decides about how a file is read, in place of what is found. */
export interface ReadingOverrides {
  /** Of a workbook; where there is none of this name, the first that holds a table. */
  readonly sheet?: string;
  /** A label that TextDecoder knows. */
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly quote?: '"' | "'";
  readonly escape?: 'doubled' | 'backslash';
  /** Of several files: columns that some of them call otherwise. */
  readonly renamed?: readonly RenamedColumn[];
}
