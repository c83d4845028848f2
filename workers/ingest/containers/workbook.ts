import { AppError } from '../../protocol/errors';
import { StylesReader } from './cell-styles';
import { LONGEST_TEXT, SheetReader, withoutEscapes, type SheetContext, type SheetRow } from './sheet-rows';
import { LIMITS } from './unpacking';
import { attribute, XmlError, XmlScanner, type XmlHandler } from './xml-scanner';
import type { Zip, ZipEntry } from './zip';

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly entry: ZipEntry;
}

/** A workbook's sheets and what their cells refer to. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  /** The texts and styles, read once. */
  context(): Promise<SheetContext>;
  /** Rows of a sheet as they arrive, in batches that may be empty. */
  rows(sheet: SheetPart, context: SheetContext): { readonly batches: AsyncGenerator<SheetRow[], void, void>; taken(): number };
}

/** Bytes of a part other than the texts and the sheets: styles, names of sheets. */
const LARGEST_PART = 16 << 20;
/**
 * Bytes that the shared texts may take: of each its characters, two bytes each, and what the platform keeps beside them. A workbook's texts are held, a sheet's
 * rows are not: see {@link PIECE}.
 */
const MOST_TEXTS = 512 << 20;
const TEXT_OVERHEAD = 24;
/** Sheets that are looked into for a table. */
const MOST_SHEETS = 5000;
/** Bytes of XML that are read at a time: the rows of 16,384 cells that they may hold take some 20 MB. */
const PIECE = 1 << 12;

/** Path of the part that every workbook has. */
export const WORKBOOK = 'xl/workbook.xml';

/**
 * Opens a zip that is a workbook (ECMA-376, SpreadsheetML). Sheets are read front to back without being held; the shared texts are held, up to
 * {@link MOST_TEXTS}.
 *
 * @throws AppError `packed-damaged` (params: name) where its parts are not there or no XML, `packed-too-large` (params: name) beyond these limits, and
 * what reading a zip throws.
 */
export async function openWorkbook(zip: Zip, name: string): Promise<Workbook> {
  const parts = new Map(zip.entries.map((entry) => [entry.path.replaceAll('\\', '/').replace(/^\//, ''), entry]));
  const scan = async (path: string, handler: XmlHandler, most = LARGEST_PART): Promise<void> => {
    const entry = parts.get(path);
    if (!entry) return;
    if (entry.size > most) throw new AppError('packed-too-large', { name });
    for await (const _ of scanned(zip.open(entry).chunks, handler, name));
  };
  const relations = new RelationsReader();
  await scan('xl/_rels/workbook.xml.rels', relations);
  const book = new BookReader();
  await scan(WORKBOOK, book);
  if (book.sheets.length > MOST_SHEETS) throw new AppError('packed-too-large', { name });
  const pathOf = (type: string, usual: string) => [...relations.targets.values()].find((target) => target.type === type)?.path ?? usual;
  const sheets = book.sheets.flatMap(({ id, ...sheet }) => {
    const target = relations.targets.get(id);
    const entry = target?.type === 'worksheet' ? parts.get(target.path) : undefined;
    return entry ? [{ ...sheet, entry }] : [];
  });
  let context: Promise<SheetContext> | null = null;
  const readContext = async (): Promise<SheetContext> => {
    const styles = new StylesReader();
    await scan(pathOf('styles', 'xl/styles.xml'), styles);
    const strings = new StringsReader(name);
    await scan(pathOf('sharedStrings', 'xl/sharedStrings.xml'), strings, LIMITS.heldBytes);
    return { strings: strings.strings, kinds: styles.kinds, from1904: book.from1904 };
  };
  return {
    sheets,
    context: () => (context ??= readContext()),
    rows(sheet, sheetContext) {
      const { chunks, taken } = zip.open(sheet.entry);
      const reader = new SheetReader(sheetContext);
      async function* batches() {
        for await (const _ of scanned(chunks, reader, name)) yield reader.take();
      }
      return { batches: batches(), taken };
    },
  };
}

/**
 * Hands a document to the handler, a piece at a step.
 *
 * @param encoding without it as the documents in workbooks are
 * @throws AppError `packed-damaged` (params: name) where it is no XML
 */
export async function* scanned(
  chunks: AsyncGenerator<Uint8Array, void, void>,
  handler: XmlHandler,
  name: string,
  encoding?: string,
): AsyncGenerator<void, void, void> {
  const scanner = new XmlScanner(handler);
  let decoder: TextDecoder | null = null;
  try {
    for await (const chunk of chunks) {
      // XML without a byte order mark is UTF-8 unless it says otherwise, and workbooks do not.
      decoder ??= new TextDecoder(encoding ?? (chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8'));
      for (let at = 0; at < chunk.length; at += PIECE) {
        scanner.push(decoder.decode(chunk.subarray(at, at + PIECE), { stream: true }));
        yield;
      }
    }
    scanner.finish();
    // What came behind a long text may have waited for the end.
    yield;
  } catch (cause) {
    if (cause instanceof XmlError) throw new AppError('packed-damaged', { name }, { cause });
    throw cause;
  }
}

/** Reads `xl/workbook.xml`. */
class BookReader implements XmlHandler {
  readonly sheets: { name: string; id: string; hidden: boolean }[] = [];
  from1904 = false;

  open(name: string, attributes: string): void {
    if (name === 'workbookPr') this.from1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '');
    if (name !== 'sheet') return;
    this.sheets.push({
      name: attribute(attributes, 'name') ?? '',
      id: /:id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? '',
      hidden: /hidden/i.test(attribute(attributes, 'state') ?? ''),
    });
  }
}

/** Reads the workbook's relations: where its parts are, and of which type, by id. */
class RelationsReader implements XmlHandler {
  readonly targets = new Map<string, { readonly path: string; readonly type: string }>();

  open(name: string, attributes: string): void {
    if (name !== 'Relationship') return;
    const target = attribute(attributes, 'Target') ?? '';
    const type = /[^/]*$/.exec(attribute(attributes, 'Type') ?? '')![0];
    this.targets.set(attribute(attributes, 'Id') ?? '', { path: target.startsWith('/') ? target.slice(1) : `xl/${target}`, type });
  }
}

/** Reads `xl/sharedStrings.xml`: the runs of an entry joined, phonetic hints left out. */
class StringsReader implements XmlHandler {
  readonly strings: string[] = [];
  private current = '';
  private inText = false;
  private inPhonetic = false;
  private bytes = 0;

  constructor(private readonly name: string) {}

  open(name: string): void {
    if (name === 'si') this.current = '';
    else if (name === 'rPh') this.inPhonetic = true;
    else if (name === 't') this.inText = !this.inPhonetic;
  }

  close(name: string): void {
    if (name === 'si') this.add(withoutEscapes(this.current));
    else if (name === 'rPh') this.inPhonetic = false;
    else if (name === 't') this.inText = false;
  }

  text(text: string): void {
    if (!this.inText) return;
    this.current += text;
    if (this.current.length > LONGEST_TEXT) throw new XmlError('text too long');
  }

  private add(text: string): void {
    this.bytes += 2 * text.length + TEXT_OVERHEAD;
    if (this.bytes > MOST_TEXTS) throw new AppError('packed-too-large', { name: this.name });
    this.strings.push(text);
  }
}
