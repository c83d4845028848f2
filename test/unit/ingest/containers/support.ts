import type { TableText } from '../../../../workers/ingest/containers/flow';
import { openLayout } from '../../../../workers/ingest/layout';
import { readText } from '../../../../workers/ingest/source';
import type { Unwrapped } from '../../../../workers/protocol/ingest';

/** The whole text that a file is turned into, and what is said of it. */
export async function textOf(
  file: File,
  sheet?: string,
): Promise<{ text: string; unwrapped: Unwrapped | null; columns: readonly string[] }> {
  const { source, columns } = await openLayout(file, undefined, { sheet });
  const decoder = new TextDecoder();
  let text = '';
  for await (const { utf8 } of readText(source, 1 << 10)) text += decoder.decode(utf8, { stream: true });
  return { text, unwrapped: source.unwrapped && { ...source.unwrapped, laterFields: [...source.text.laterFields] }, columns };
}

export const lines = (...rows: string[]): string => `${rows.join('\n')}\n`;

async function* piecesOf(text: string): AsyncGenerator<Uint8Array, void, void> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 100_003) yield bytes.subarray(at, at + 100_003);
}

/** A text as a table within a file, in pieces of a hundred thousand bytes. */
export const textTable = (text: string): TableText => ({
  name: 'a.json',
  plain: true,
  laterFields: new Set(),
  open: () => ({ chunks: piecesOf(text), bytesRead: () => 0, place: (line) => ({ part: null, line }) }),
});

/**
 * A compound file with entries of these names in its directory, a stream unless the name ends in a slash.
 *
 * @param text stands in the first stream, in UTF-16
 * @param large the directory lies in the middle of megabytes
 */
export function compound(names: readonly string[], { text = '', large = false } = {}): Uint8Array<ArrayBuffer> {
  const sector = large ? 6000 : 2;
  const bytes = new Uint8Array(large ? 6 << 20 : 8192);
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(30, 9, true);
  view.setUint32(48, sector, true);
  bytes.set(Buffer.from(text, 'utf16le'), 512);
  ['Root Entry', ...names].forEach((name, i) => {
    const at = (sector + 1) * 512 + i * 128;
    const own = name.replace('/', '');
    bytes.set(Buffer.from(own, 'utf16le'), at);
    view.setUint16(at + 64, 2 * own.length + 2, true);
    bytes[at + 66] = i === 0 ? 5 : name.endsWith('/') ? 1 : 2;
  });
  return bytes;
}
