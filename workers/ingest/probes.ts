import type { Layout } from './layout';
import { splitRecords } from './record-texts';
import { HEAD_BYTES, readingFile } from './source';

const PROBES = 16;
const PROBE_BYTES = 1 << 14;

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
  const newline = dialect.newline.charCodeAt(0);
  const places = Array.from(
    { length: PROBES },
    (_, i) => HEAD_BYTES + Math.floor(((file.size - HEAD_BYTES) * (i + 1)) / PROBES) - PROBE_BYTES,
  );
  // Asked for at once, since each answer takes a while to come.
  const probes = await readingFile(file, () => Promise.all(places.map((from) => file.slice(from, from + PROBE_BYTES).arrayBuffer())));
  for (const probe of probes) {
    const bytes = new Uint8Array(probe);
    const first = bytes.indexOf(newline) + 1;
    const last = bytes.lastIndexOf(newline) + 1;
    if (first >= last) continue;
    const utf8 = new TextEncoder().encode(new TextDecoder(encoding).decode(bytes.subarray(first, last)));
    for (const row of splitRecords(utf8, dialect)) if (row.length === columns.length) rows.push(row);
  }
  return rows;
}
