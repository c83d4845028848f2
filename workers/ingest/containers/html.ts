import { AppError } from '../../protocol/errors';
import { chosenSheet, type Book, type Sheet, type SheetChoice } from './book';
import { beginning, type TableText } from './flow';
import { HtmlTables } from './html-tables';
import { markupEncoding } from './markup-kind';
import { XmlError } from './xml-scanner';

/** Bytes of the beginning that tell how a page is encoded. */
const SNIFFED = 1 << 18;
/** Bytes that are read at a time. */
const PIECE = 1 << 14;
/** Tables of a page. */
const MOST_TABLES = 5000;
/** Filled cells, in rows of at least two, of the smallest table. */
const LEAST_CELLS = 4;

interface PageTable extends Sheet {
  readonly number: number;
  readonly cells: number;
}

/**
 * A table of a page as text, which is what shops and back offices save under the name of a workbook: the one that is asked for, else the one with the most filled
 * cells. The page is read front to back, once to find its tables, and is not held.
 *
 * @throws AppError `page-no-table` (params: name), `packed-too-large` (params: name) where there are more than {@link MOST_TABLES}, or a cell, a row or a tag is
 * beyond reason (see {@link HtmlTables})
 */
export async function htmlTable(text: TableText, wanted: string | undefined): Promise<SheetChoice> {
  const { name } = text;
  const { bytes } = await beginning(text.open().chunks, SNIFFED);
  const encoding = markupEncoding(bytes);
  const all = await tablesOf(text, encoding);
  const tables = all.filter(({ cells }) => cells >= LEAST_CELLS);
  const largest = tables.reduce<PageTable | undefined>((best, table) => (best && best.cells >= table.cells ? best : table), undefined);
  if (!largest) throw new AppError('page-no-table', { name });
  const book: Book<PageTable> = {
    sheets: tables,
    holdsTable: () => true,
    rows({ number }) {
      const flow = text.open();
      const reader = new HtmlTables(number);
      async function* batches() {
        for await (const _ of read(flow.chunks, encoding, reader, name)) yield reader.take();
        yield reader.take();
      }
      return { batches: batches(), taken: () => flow.bytesRead() };
    },
  };
  const found = await chosenSheet(book, name, wanted, largest);
  const only = tables.length === 1 && found !== null;
  // A page with one table is known by its own name.
  return only ? { ...found, text: { ...found.text, name }, choices: [] } : found!;
}

/** The tables of a page, each under a name of its own. */
async function tablesOf(text: TableText, encoding: string): Promise<PageTable[]> {
  const reader = new HtmlTables(null);
  for await (const _ of read(text.open().chunks, encoding, reader, text.name)) {
    if (reader.seen.length > MOST_TABLES) throw new AppError('packed-too-large', { name: text.name });
  }
  const taken = new Set<string>();
  return reader.seen.map(({ label, cells }, number) => {
    const name = label === '' || taken.has(label) ? `#${number + 1}` : label;
    taken.add(name);
    return { name, hidden: false, number, cells };
  });
}

async function* read(
  chunks: AsyncGenerator<Uint8Array, void, void>,
  encoding: string,
  reader: HtmlTables,
  name: string,
): AsyncGenerator<void, void, void> {
  const decoder = new TextDecoder(encoding);
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        reader.push(decoder.decode(chunk.subarray(at, at + PIECE), { stream: true }));
        yield;
      }
    }
    reader.push(decoder.decode());
    reader.finish();
  } catch (cause) {
    if (cause instanceof XmlError) throw new AppError('packed-too-large', { name }, { cause });
    throw cause;
  }
}
