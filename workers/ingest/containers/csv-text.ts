import type { Place } from './flow';
import type { LineMap } from './line-map';

/** A row of a table, with where it stands in the file. */
export interface PlacedRow extends Place {
  readonly cells: readonly string[];
  /** A blank line stands before it, which may divide it from the rows above. */
  readonly gap?: boolean;
}

const CHUNK_CHARS = 1 << 16;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
const encoder = new TextEncoder();

const quoted = (text: string) => (text !== '' && NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows as CSV (UTF-8, RFC 4180, `\n`), a row's cells as many as it has. What each line came from is noted in `lines`. */
export async function* csvText(rows: AsyncIterable<Iterable<PlacedRow>>, lines: LineMap): AsyncGenerator<Uint8Array, void, void> {
  let text = '';
  let line = 1;
  for await (const batch of rows) {
    for (const row of batch) {
      const record = row.cells.map(quoted).join(',');
      if (row.gap === true) {
        text += '\n';
        line++;
      }
      lines.note(line, row);
      text += `${record}\n`;
      line++;
      for (let at = record.indexOf('\n'); at !== -1; at = record.indexOf('\n', at + 1)) line++;
      if (text.length < CHUNK_CHARS) continue;
      yield encoder.encode(text);
      text = '';
    }
  }
  if (text !== '') yield encoder.encode(text);
}
