import { decoded } from './decoded';
import type { Layout } from './layout';
import { probeBytes } from './probe-bytes';
import { splitRecords } from './record-texts';
import { HEAD_BYTES, readingFile } from './source';

/**
 * Rows from places spread over the rest of the file, since its beginning often spans hours: days after the 12th, which settle day-first
 * against month-first, and rare event types lie further on. Empty for files that cannot be cut anywhere (packed, or UTF-16) or are short.
 *
 * @throws AppError `file-changed`, `file-unreadable`.
 */
export async function probeRows({ source, dialect, columns }: Layout): Promise<string[][]> {
  const { file, encoding, text, whole } = source;
  if (whole || !text.plain || encoding.startsWith('utf-16')) return [];
  const rows: string[][] = [];
  for (const bytes of await readingFile(file, () => probeBytes(file, HEAD_BYTES))) {
    const utf8 = new TextEncoder().encode(decoded(bytes, encoding));
    for (const row of splitRecords(utf8, dialect)) if (row.length === columns.length) rows.push(row);
  }
  return rows;
}
