import type { ByteSource } from './byte-source';
import { DamageError, NewerError } from './damage';
import { putTogether, takeApart } from './head';
import { COLUMN_TYPES, columnType, padding, sectionBytes, type Column, type SectionHead } from './sections';

/** `SHLP`, little-endian as everything here. */
const MAGIC = 0x504c4853;
const CODEC_VERSION = 1;
const PRELUDE_BYTES = 16;

interface Head {
  readonly sections: readonly SectionHead[];
  readonly root: unknown;
}

/**
 * A plain value as bytes: nested objects, arrays, Maps, typed arrays, strings, numbers (NaN, infinities and −0 too), booleans, null and
 * undefined. Not a tree alone: a typed array, or a long list of strings or numbers, that stands in several places is written once and
 * is one again when read. Cycles and class instances are refused.
 *
 * Layout: magic, version, bytes of the head, 0 (uint32 each); the head, JSON; the sections in the order of the head. Each begins at a
 * multiple of 8. The typed arrays are not copied: write the chunks before anything changes them.
 *
 * @throws TypeError (naming the field) where something is not plain data.
 */
export function encode(value: unknown): Uint8Array[] {
  const { root, columns } = takeApart(value);
  const sections = columns.map((column): SectionHead => [columnType(column), column.length]);
  const head = new TextEncoder().encode(JSON.stringify({ sections, root } satisfies Head));
  const prelude = new Uint32Array([MAGIC, CODEC_VERSION, head.length, 0]);
  const chunks = [new Uint8Array(prelude.buffer)];
  for (const column of [head, ...columns]) {
    if (column.byteLength === 0) continue;
    chunks.push(new Uint8Array(column.buffer as ArrayBuffer, column.byteOffset, column.byteLength));
    const pad = padding(column.byteLength);
    if (pad > 0) chunks.push(new Uint8Array(pad));
  }
  return chunks;
}

/**
 * The value that {@link encode} wrote. Each typed array has a buffer of its own.
 *
 * @throws DamageError where the bytes are not such a value; NewerError where a later version wrote them.
 */
export async function decode(source: ByteSource): Promise<unknown> {
  const [magic, version, headBytes] = new Uint32Array((await source.take(PRELUDE_BYTES)).buffer);
  if (magic !== MAGIC) throw new DamageError('not a part of a workspace');
  if (version! > CODEC_VERSION) throw new NewerError(version!);
  const head = parseHead(await source.take(headBytes!));
  await source.take(padding(headBytes!));
  const columns: Column[] = [];
  for (const section of head.sections) {
    const { type, bytes } = sectionBytes(section);
    const { buffer } = await source.take(bytes);
    columns.push(new COLUMN_TYPES[type](buffer));
    await source.take(padding(bytes));
  }
  if (source.remaining > 0) throw new DamageError(`${source.remaining} bytes left over`);
  try {
    return putTogether(head.root, columns);
  } catch (cause) {
    if (cause instanceof DamageError) throw cause;
    throw new DamageError('the head cannot be read', { cause });
  }
}

function parseHead(bytes: Uint8Array): Head {
  try {
    const head = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Partial<Head> | null;
    if (Array.isArray(head?.sections) && 'root' in head) return head as Head;
  } catch (cause) {
    throw new DamageError('the head is no JSON', { cause });
  }
  throw new DamageError('the head lacks a field');
}
