import { chunksOf } from '../../math/chunks';
import { filesOfSet } from '../../protocol/file-set';
import { AppError } from '../../protocol/errors';
import type { SkippedPart, SkipReason, Unwrapped } from '../../protocol/ingest';
import { binaryKind } from '../encoding';
import { isEncrypted, isOldWorkbook } from './compound';
import { beginning, blobFlow, heldBlob, NO_FIELDS, type TableText } from './flow';
import { gzipText } from './gzip';
import { jsonTable, looksLikeJson } from './json';
import { listingTable, looksLikeListing } from './listing';
import { markupKind } from './markup-kind';
import { CONTENT, MANIFEST, odsText } from './ods';
import { parquetTable } from './parquet';
import { EmptyError, tableOfPart, unlessEmpty, type EmptyPart } from './parts';
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

/** Why a text is no table that can be read; null where it is one. Handed in, since it takes a reader. */
export type WhyNot = (table: TableText) => Promise<SkipReason | null>;

/**
 * Finds the tables in a file, by its content and never by its name: text as it is, in a gzip, a zip or a set of files, JSON, a workbook, Parquet, and these
 * within each other as far as people do it.
 *
 * @param whyNot tells prose from tables where pages stand beside it
 * @param sheet of a workbook; by rule without it
 * @throws AppError `packed-damaged`, `packed-encrypted`, `packed-too-large`, `packed-no-table`, `workbook-empty`, `page-no-table`, `json-no-rows`,
 * `json-too-deep` (params: name), `table-too-sparse` (params: name, line), `packed-unsupported` (params: name, detail), `spreadsheet-format` (params: name, kind)
 */
export async function unwrap(file: File, whyNot: WhyNot, sheet?: string): Promise<Unwrapping> {
  const files = await filesOfSet(file);
  if (files === null) return within(file, file.name, 0, whyNot, sheet);
  const found = await Promise.all(
    files.map((part) => unlessEmpty(part.name, async () => ({ name: part.name, ...(await within(part, part.name, 1, whyNot)) }))),
  );
  const tables = gathered(found.map((one) => ('cause' in one ? one.part : one)));
  if (tables.tables.length === 0) throw causeOf(found) ?? new AppError('file-no-rows', { name: file.name });
  return { kind: 'files', ...tables, choices: [] };
}

async function within(blob: Blob, name: string, depth: number, whyNot: WhyNot, sheet?: string): Promise<Unwrapping> {
  const head = new Uint8Array(await blob.slice(0, SNIFFED).arrayBuffer());
  const wrapper = wrapperOf(head);
  if (depth > DEEPEST) throw new AppError('packed-unsupported', { name, detail: 'gzip × 4' });
  switch (wrapper) {
    case 'gzip':
      return inGzip(blob, name, depth, whyNot, sheet);
    case 'zip':
      return inZip(await readZip(blob, name), name, blob.size, depth, whyNot, sheet);
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
    const { table, list, unfolded } = await jsonTable(text);
    if (list === null && !unfolded) return single('json', table);
    const beside = list?.beside ?? [];
    return {
      ...single('json-list', table),
      skipped: beside.map((each) => ({ name: each.name, why: each.list ? 'other-list' : 'no-table' })),
    };
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

async function inGzip(blob: Blob, name: string, depth: number, whyNot: WhyNot, sheet: string | undefined): Promise<Unwrapping> {
  const text = gzipText(blob, name);
  const { bytes: head } = await beginning(text.open().chunks, SNIFFED);
  if (wrapperOf(head) === null) return asText(text, head, 'gzip', sheet);
  return within(await heldBlob(text.open().chunks, LIMITS.heldBytes, name), name, depth + 1, whyNot, sheet);
}

async function inZip(zip: Zip, name: string, size: number, depth: number, whyNot: WhyNot, sheet: string | undefined): Promise<Unwrapping> {
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
  const pages: ZipEntry[] = [];
  const empty: EmptyPart[] = [];
  for (const entry of zip.entries) {
    const one = await unlessEmpty(entry.path, () => inEntry(zip, entry, depth, whyNot));
    if (one === 'page') pages.push(entry);
    else if ('cause' in one) empty.push(one);
    else found.push(one);
  }
  found.push(...empty.map(({ part }) => part));
  const { tables, skipped } = gathered(found);
  // Pages beside tables say something about them; without any they are the tables.
  const others = pages.length === 0 ? null : await reasonsAgainst(tables, whyNot);
  if (others !== null) {
    const read: (Found | SkippedPart)[] = [];
    for (const page of pages) read.push(await inMarkup(zip, page));
    const inPages = gathered(read);
    if (inPages.tables.length > 0)
      return { kind: 'zip', tables: inPages.tables, skipped: [...skipped, ...others, ...inPages.skipped], choices: [] };
  }
  if (tables.length === 0) throw (zip.entries.length === 1 ? causeOf(empty) : null) ?? new EmptyError('packed-no-table', { name });
  return { kind: 'zip', tables, skipped: [...skipped, ...pages.map(({ path }) => ({ name: path, why: 'page' as const }))], choices: [] };
}

type Found = Unwrapping & { readonly name: string };

const causeOf = (parts: readonly object[]) => parts.flatMap((part) => ('cause' in part ? [part.cause as AppError] : []))[0] ?? null;

/** What is to be said of each table, where none of them turns out to be one; else null. */
async function reasonsAgainst(tables: readonly TableText[], whyNot: WhyNot): Promise<SkippedPart[] | null> {
  const parts: SkippedPart[] = [];
  for (const table of tables) {
    const why = await whyNot(table);
    if (why === null) return null;
    parts.push({ name: table.name, why });
  }
  return parts;
}

/** Files that systems put into archives and folders on their own. */
const isSystemFile = (path: string) => /(?:^|[/\\])(?:__MACOSX[/\\]|\.|(?:Thumbs\.db|desktop\.ini)$)/i.test(path);

async function inEntry(zip: Zip, entry: ZipEntry, depth: number, whyNot: WhyNot): Promise<Found | SkippedPart | 'page'> {
  const { path: name } = entry;
  if (isSystemFile(name)) return { name, why: 'system' };
  if (entry.folder) return { name, why: 'no-table' };
  if (entry.size === 0) return { name, why: 'no-rows' };
  const { bytes: head } = await beginning(zip.open(entry).chunks, SNIFFED);
  const wrapper = wrapperOf(head);
  if (wrapper === null) {
    const markup = markupKind(head);
    if (markup === 'html') return 'page';
    if (markup === 'workbook-xml') return inMarkup(zip, entry);
    if (/^\s*</.test(new TextDecoder().decode(head.subarray(0, 64))) || binaryKind(head) !== null) return { name, why: 'no-table' };
    return { name, ...(await asText(entryText(zip, entry), head, null)) };
  }
  const blob = await heldBlob(zip.open(entry).chunks, LIMITS.heldBytes, name);
  if (wrapper === 'compound' && !(await isEncrypted(blob)) && !(await isOldWorkbook(blob))) return { name, why: 'no-table' };
  return (await isPlainZip(blob, name, wrapper)) ? { name, why: 'nested' } : { name, ...(await within(blob, name, depth + 1, whyNot)) };
}

async function inMarkup(zip: Zip, entry: ZipEntry): Promise<Found | SkippedPart> {
  const { path: name } = entry;
  const { bytes: head } = await beginning(zip.open(entry).chunks, SNIFFED);
  try {
    return { name, ...(await asText(entryText(zip, entry), head, null)) };
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'page-no-table') return { name, why: 'no-table' };
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
    return one.tables.map((table) => ({
      ...tableOfPart(table, one.name),
      name: one.tables.length === 1 ? one.name : `${one.name}/${table.name}`,
    }));
  });
  const skipped = found.flatMap((one) =>
    'why' in one ? [one] : one.skipped.map((part) => ({ ...part, name: `${one.name}/${part.name}` })),
  );
  return { tables: tables.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })), skipped };
}
