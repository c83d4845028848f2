import { chunksOf } from '../../math/chunks';
import { crc32 } from '../../math/crc32';
import { AppError } from '../../protocol/errors';
import { decoded } from '../decoded';
import { blobFlow, type ByteFlow } from './flow';
import { isPlausible, unpacked } from './unpacking';

/** A file in a zip, as the archive's directory lists it. */
export interface ZipEntry {
  readonly path: string;
  readonly folder: boolean;
  readonly encrypted: boolean;
  /** Of compression: 0 none, 8 deflate. */
  readonly method: number;
  /** Bytes, packed and unpacked, as the directory says. */
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  /** Where its local header begins. */
  readonly offset: number;
}

export interface Zip {
  readonly entries: readonly ZipEntry[];
  /** The unpacked bytes of an entry. `taken` counts the archive's. */
  open(entry: ZipEntry): { readonly chunks: AsyncGenerator<Uint8Array, void, void>; taken(): number };
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
/** Of the directory: some hundred thousand entries. */
const LARGEST_DIRECTORY = 16 << 20;
const ENCRYPTED = 1;
const UTF8 = 1 << 11;

/**
 * Reads an archive's directory (PKWARE APPNOTE 6.3, with zip64); its content is read entry by entry from the Blob and never held whole.
 *
 * @param name of the archive, for errors
 * @throws AppError `packed-damaged`, `packed-too-large` where the directory is beyond reason or promises more than so few bytes can hold.
 * Opening an entry throws these, too, and `packed-encrypted`, `packed-unsupported` (params: name, detail).
 */
export async function readZip(blob: Blob, name: string): Promise<Zip> {
  const damaged = () => new AppError('packed-damaged', { name });
  const { count, size, start, shift } = await findDirectory(blob, damaged);
  if (size > LARGEST_DIRECTORY) throw new AppError('packed-too-large', { name });
  const entries = readDirectory(await viewOf(blob, start, start + size), count, shift, damaged);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (!isPlausible(blob.size, total)) throw new AppError('packed-too-large', { name });
  return { entries, open: (entry) => open(blob, entry) };
}

async function viewOf(blob: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await blob.slice(from, to).arrayBuffer());
}

/** The directory: entries, bytes, position, and by how much all positions are off because something was put before the archive. */
async function findDirectory(blob: Blob, damaged: () => AppError) {
  const tailStart = Math.max(0, blob.size - END_BYTES - LONGEST_COMMENT);
  const tail = await viewOf(blob, tailStart, blob.size);
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== END) at--;
  if (at < 0) throw damaged();
  let count = tail.getUint16(at + 10, true);
  let size = tail.getUint32(at + 12, true);
  let offset = tail.getUint32(at + 16, true);
  let end = tailStart + at;
  if (at >= 20 && tail.getUint32(at - 20, true) === LOCATOR64) {
    const position = Number(tail.getBigUint64(at - 12, true));
    const record = await viewOf(blob, position, position + 56);
    if (record.byteLength < 56 || record.getUint32(0, true) !== END64) throw damaged();
    count = Number(record.getBigUint64(32, true));
    size = Number(record.getBigUint64(40, true));
    offset = Number(record.getBigUint64(48, true));
    end = position;
  }
  const start = end - size;
  if (start < 0 || start < offset) throw damaged();
  return { count, size, start, shift: start - offset };
}

function readDirectory(view: DataView, count: number, shift: number, damaged: () => AppError): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) throw damaged();
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw damaged();
    const large = zip64Fields(view, at, at + 46 + nameLength, extraLength);
    const path = pathOf(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength), (flags & UTF8) !== 0);
    entries.push({
      path,
      folder: path.endsWith('/') || path.endsWith('\\'),
      encrypted: (flags & ENCRYPTED) !== 0,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: large.packed,
      size: large.size,
      offset: large.offset + shift,
    });
    at = next;
  }
  return entries;
}

/** Sizes and position of an entry; those of all ones stand in the zip64 field, in this order. */
function zip64Fields(view: DataView, at: number, extra: number, extraLength: number) {
  let size = view.getUint32(at + 24, true);
  let packed = view.getUint32(at + 20, true);
  let offset = view.getUint32(at + 42, true);
  for (let field = extra; field + 4 <= extra + extraLength; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    const end = Math.min(next + view.getUint16(field + 2, true), extra + extraLength);
    const take = (short: number) => {
      if (short !== 0xffffffff || next + 8 > end) return short;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    };
    size = take(size);
    packed = take(packed);
    offset = take(offset);
    break;
  }
  return { size, packed, offset };
}

/** UTF-8 where the entry says so or it is; else as Windows writes names in Chinese, or in the West. */
function pathOf(bytes: Uint8Array, utf8: boolean): string {
  if (utf8) return new TextDecoder().decode(bytes);
  for (const label of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return decoded(bytes, 'windows-1252');
}

function open(blob: Blob, entry: ZipEntry) {
  let flow: ByteFlow | null = null;
  async function* chunks(): AsyncGenerator<Uint8Array, void, void> {
    const { path: name, method, offset, packed } = entry;
    if (entry.encrypted) throw new AppError('packed-encrypted', { name });
    if (method !== 0 && method !== 8) throw new AppError('packed-unsupported', { name, detail: `zip ${method}` });
    const header = await viewOf(blob, offset, offset + 30);
    if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL) throw new AppError('packed-damaged', { name });
    const start = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
    flow = blobFlow(blob.slice(start, start + packed));
    yield* checked(method === 0 ? chunksOf(flow.stream) : unpacked(flow, 'deflate-raw', packed, name), entry);
  }
  return { chunks: chunks(), taken: () => flow?.taken() ?? 0 };
}

/** The bytes as they are, held to the length and the checksum that the directory gives. */
async function* checked(
  chunks: AsyncGenerator<Uint8Array, void, void>,
  { path: name, size, crc }: ZipEntry,
): AsyncGenerator<Uint8Array, void, void> {
  let length = 0;
  let sum = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > size) throw new AppError('packed-damaged', { name });
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (length !== size || sum !== crc) throw new AppError('packed-damaged', { name });
}
