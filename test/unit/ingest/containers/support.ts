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
