import { chunksOf } from '../../math/chunks';
import { filesOfSet } from '../../protocol/file-set';
import { AppError } from '../../protocol/errors';
import type { SkippedPart, Unwrapped } from '../../protocol/ingest';
import { binaryKind } from '../encoding';
import { beginning, blobFlow, heldBlob, NO_FIELDS, type TableText } from './flow';
import { gzipText } from './gzip';
import { jsonTable, looksLikeJson } from './json';
import { listingTable, looksLikeListing } from './listing';
import { markupKind } from './markup-kind';
import { CONTENT, MANIFEST, odsText } from './ods';
import { parquetTable } from './parquet';
import { LIMITS } from './unpacking';
import { wrapperOf, type Wrapper } from './wrapper';
import { WORKBOOK } from './workbook';
import { workbookXml } from './workbook-xml';
import { sheetText } from './xlsx';
import { readZip, type Zip, type ZipEntry } from './zip';

/** Bytes of a file's beginning that tell what it is. */
const SNIFFED = 1 << 14;
/** Wrappers within each other: a workbook in a zip in a gzip. */
const DEEPEST = 3;
/** Entries of an archive that are looked into. */
const MOST_ENTRIES = 5000;

/** The tables in a file, and what else was found in it. */
export interface Unwrapping {
  /** Null: the file is its own text. */
  readonly kind: Unwrapped['kind'] | null;
  /** In the order of their names where there are several. */
  readonly tables: readonly TableText[];
  readonly skipped: readonly SkippedPart[];
  readonly choices: readonly string[];
}

/**
 * Finds the tables in a file, by its content and never by its name: text as it is, in a gzip, a zip or a set of files, JSON, a workbook, Parquet, and these
 * within each other as far as people do it.
 *
 * @param sheet of a workbook; by rule without it
 * @throws AppError `packed-damaged`, `packed-encrypted`, `packed-too-large`, `packed-no-table`, `workbook-empty`, `page-no-table`, `json-no-rows`,
 * `json-too-deep` (params: name), `packed-unsupported` (params: name, detail), `spreadsheet-format` (params: name, kind)
 */
export async function unwrap(file: File, sheet?: string): Promise<Unwrapping> {
  const files = await filesOfSet(file);
  if (files === null) return within(file, file.name, 0, sheet);
  const found = await Promise.all(files.map(async (part) => ({ name: part.name, ...(await within(part, part.name, 1)) })));
  return { kind: 'files', ...gathered(found), choices: [] };
}

async function within(blob: Blob, name: string, depth: number, sheet?: string): Promise<Unwrapping> {
  const head = new Uint8Array(await blob.slice(0, SNIFFED).arrayBuffer());
  const wrapper = wrapperOf(head);
  if (depth > DEEPEST) throw new AppError('packed-unsupported', { name, detail: 'gzip × 4' });
  switch (wrapper) {
    case 'gzip':
      return inGzip(blob, name, depth, sheet);
    case 'zip':
      return inZip(await readZip(blob, name), name, blob.size, depth, sheet);
    case 'parquet':
      return single('parquet', await parquetTable(blob, name));
    case 'compound':
      throw (await isEncrypted(blob))
        ? new AppError('packed-encrypted', { name })
        : new AppError('spreadsheet-format', { name, kind: 'xls' });
    case 'encrypted-parquet':
      throw new AppError('packed-encrypted', { name });
    case null:
      return asText(blobText(blob, name, depth === 0), head, null, sheet);
  }
}

const single = (kind: Unwrapping['kind'], table: TableText): Unwrapping => ({ kind, tables: [table], skipped: [], choices: [] });

async function asText(text: TableText, head: Uint8Array, kind: Unwrapping['kind'], sheet?: string): Promise<Unwrapping> {
  if (looksLikeJson(head)) {
    const { table, list } = await jsonTable(text);
    if (list === null) return single('json', table);
    return { ...single('json-list', table), skipped: list.beside.map((each) => ({ name: each.name, why: each.list ? 'other-list' : 'no-table' })) };
  }
  if (looksLikeListing(head)) return single(kind, await listingTable(text));
  const markup = markupKind(head);
  if (markup === null) return single(kind, text);
  // The parser of pages is loaded where there is one.
  const read = markup === 'html' ? (await import('./html')).htmlTable : workbookXml;
  const { text: table, ...rest } = await read(text, sheet);
  return { kind: markup === 'html' ? 'html' : 'xlsx', tables: [table], ...rest };
}

function blobText(blob: Blob, name: string, plain: boolean): TableText {
  return {
    name,
    plain,
    laterFields: NO_FIELDS,
    open() {
      const flow = blobFlow(blob);
      return { chunks: chunksOf(flow.stream), bytesRead: flow.taken, place: (line) => ({ part: null, line }) };
    },
  };
}

async function inGzip(blob: Blob, name: string, depth: number, sheet: string | undefined): Promise<Unwrapping> {
  const text = gzipText(blob, name);
  const { bytes: head } = await beginning(text.open().chunks, SNIFFED);
  if (wrapperOf(head) === null) return asText(text, head, 'gzip', sheet);
  return within(await heldBlob(text.open().chunks, LIMITS.heldBytes, name), name, depth + 1, sheet);
}

async function inZip(zip: Zip, name: string, size: number, depth: number, sheet: string | undefined): Promise<Unwrapping> {
  const paths = new Set(zip.entries.map(({ path }) => path));
  if (paths.has(WORKBOOK)) {
    const { text, ...rest } = await sheetText(zip, name, sheet);
    return { kind: 'xlsx', tables: [text], ...rest };
  }
  if (paths.has('xl/workbook.bin')) throw new AppError('spreadsheet-format', { name, kind: 'xlsb' });
  if (paths.has('Index/Document.iwa')) throw new AppError('spreadsheet-format', { name, kind: 'numbers' });
  if (paths.has(CONTENT) && paths.has(MANIFEST)) {
    const { text, ...rest } = await odsText(zip, name, size, sheet);
    return { kind: 'ods', tables: [text], ...rest };
  }
  if (zip.entries.length > MOST_ENTRIES) throw new AppError('packed-too-large', { name });
  const found: (Found | SkippedPart)[] = [];
  const pages: (readonly [number, ZipEntry])[] = [];
  for (const [i, entry] of zip.entries.entries()) found.push(await inEntry(zip, entry, depth, () => pages.push([i, entry])));
  // Pages beside tables say something about them; without any they are the tables.
  if (gathered(found).tables.length === 0) for (const [i, page] of pages) found[i] = await inPage(zip, page);
  const { tables, skipped } = gathered(found);
  if (tables.length === 0) throw new AppError('packed-no-table', { name });
  return { kind: 'zip', tables, skipped, choices: [] };
}

type Found = Unwrapping & { readonly name: string };

/** Files that systems put into archives and folders on their own. */
const isSystemFile = (path: string) => /(?:^|[/\\])(?:__MACOSX[/\\]|\.|(?:Thumbs\.db|desktop\.ini)$)/i.test(path);

async function inEntry(zip: Zip, entry: ZipEntry, depth: number, notePage: () => void): Promise<Found | SkippedPart> {
  const { path: name } = entry;
  if (isSystemFile(name)) return { name, why: 'system' };
  if (entry.folder || entry.size === 0) return { name, why: 'no-table' };
  const { bytes: head } = await beginning(zip.open(entry).chunks, SNIFFED);
  const wrapper = wrapperOf(head);
  if (wrapper === null) {
    const isMarkup = markupKind(head) !== null;
    if (isMarkup) notePage();
    if (isMarkup || /^\s*</.test(new TextDecoder().decode(head.subarray(0, 64))) || binaryKind(head) !== null) {
      return { name, why: 'no-table' };
    }
    return { name, ...(await asText(entryText(zip, entry), head, null)) };
  }
  if (wrapper === 'compound') return { name, why: 'no-table' };
  const blob = await heldBlob(zip.open(entry).chunks, LIMITS.heldBytes, name);
  return (await isPlainZip(blob, name, wrapper)) ? { name, why: 'nested' } : { name, ...(await within(blob, name, depth + 1)) };
}

async function inPage(zip: Zip, page: ZipEntry): Promise<Found | SkippedPart> {
  const { path: name } = page;
  const { bytes: head } = await beginning(zip.open(page).chunks, SNIFFED);
  try {
    return { name, ...(await asText(entryText(zip, page), head, null)) };
  } catch (cause) {
    if (cause instanceof AppError && /^(?:page-no-table|workbook-empty)$/.test(cause.code)) return { name, why: 'no-table' };
    throw cause;
  }
}

async function isPlainZip(blob: Blob, name: string, wrapper: Wrapper): Promise<boolean> {
  return wrapper === 'zip' && !(await readZip(blob, name)).entries.some(({ path }) => path === WORKBOOK || path === CONTENT);
}

function entryText(zip: Zip, entry: ZipEntry): TableText {
  return {
    name: entry.path,
    plain: false,
    laterFields: NO_FIELDS,
    open() {
      const { chunks, taken } = zip.open(entry);
      return { chunks, bytesRead: taken, place: (line) => ({ part: null, line }) };
    },
  };
}

/** Tables under the names of the files that they were found in, January before February and 2 before 10. */
function gathered(found: readonly (Found | SkippedPart)[]): Pick<Unwrapping, 'tables' | 'skipped'> {
  const tables = found.flatMap((one) => {
    if ('why' in one) return [];
    return one.tables.map((table): TableText => ({ ...table, name: one.tables.length === 1 ? one.name : `${one.name}/${table.name}` }));
  });
  const skipped = found.flatMap((one) =>
    'why' in one ? [one] : one.skipped.map((part) => ({ ...part, name: `${one.name}/${part.name}` })),
  );
  return { tables: tables.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })), skipped };
}

/** A workbook with a password is a compound file that names its content so (MS-OFFCRYPTO 2.3.4.4). The directory may lie anywhere. */
async function isEncrypted(blob: Blob): Promise<boolean> {
  const mark = Array.from('EncryptedPackage', (char) => `${char}\0`).join('');
  const near = await blob.slice(0, 1 << 20).arrayBuffer();
  const end = await blob.slice(Math.max(0, blob.size - (1 << 20))).arrayBuffer();
  return [near, end].some((bytes) => new TextDecoder('latin1').decode(bytes).includes(mark));
}
