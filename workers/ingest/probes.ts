import { decoded } from './decoded';
import type { Layout } from './layout';
import { probeBytes, PROBE_BYTES, PROBES, wholeLines } from './probe-bytes';
import { splitRecords } from './record-texts';
import { HEAD_BYTES, readingFile } from './source';

/**
 * Rows beyond the sample, from places spread over the rest of the file, since its beginning often spans hours: days after the 12th, which settle day-first
 * against month-first, and rare event types lie further on. Of files that are short, or cannot be cut anywhere (packed, or UTF-16), from the rest of what
 * was read as their beginning.
 *
 * @throws AppError `file-changed`, `file-unreadable`.
 */
export async function probeRows(layout: Layout): Promise<string[][]> {
  const { file, encoding, text, whole } = layout.source;
  if (whole || !text.plain || encoding.startsWith('utf-16')) return restOfHead(layout).flatMap((utf8) => rowsOf(layout, utf8, whole));
  const pieces = await readingFile(file, () => probeBytes(file, HEAD_BYTES));
  return pieces.flatMap((bytes) => rowsOf(layout, new TextEncoder().encode(decoded(bytes, encoding)), true));
}

/** All that follows the sample, or pieces of it. Of tables that are set or drawn, the sample is what shows them. */
function restOfHead({ source: { head }, sampleBytes, dialect }: Layout): Uint8Array[] {
  if (dialect.setting) return [];
  const rest = head.subarray(sampleBytes);
  if (rest.length <= PROBES * PROBE_BYTES) return [rest];
  const step = (rest.length - PROBE_BYTES) / (PROBES - 1);
  return Array.from({ length: PROBES }, (_, i) => wholeLines(rest.subarray(Math.floor(i * step), Math.floor(i * step) + PROBE_BYTES)));
}

/** `complete`: the text's end ends a record. */
function rowsOf({ dialect, columns, header }: Layout, utf8: Uint8Array, complete: boolean): string[][] {
  const isHeader = (row: readonly string[]) => header.some((names) => names.every((name, column) => name === row[column]));
  return splitRecords(utf8, dialect, complete).filter((row) => row.length === columns.length && !isHeader(row));
}
