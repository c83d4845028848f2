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
