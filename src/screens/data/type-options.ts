import type { FilePreview, QualityReport } from '../../../workers/protocol/ingest';

export interface TypeOption {
  readonly value: string;
  /** Rows of the whole file; null while they are counted, or where none was kept. */
  readonly rows: number | null;
}

/**
 * Event types among which one may choose: those of the column’s sample and, where these are few enough to be listed, those further on in the file, and the
 * chosen ones. They are counted as everything beside them is, over the rows that were kept of the whole file.
 *
 * @param event the place of the column of event types
 */
export function typeOptions(
  preview: Pick<FilePreview, 'values'>,
  event: number,
  chosen: readonly string[],
  quality: Pick<QualityReport, 'eventTypes'> | null,
): TypeOption[] {
  const sampled = preview.values[event] ?? null;
  const counts = new Map((quality?.eventTypes ?? []).map(({ type, rows }) => [type, rows]));
  // Of a column with too many values to list, those that are chosen alone.
  const listed = sampled === null ? [] : [...sampled.map(({ value }) => value), ...counts.keys()];
  return [...new Set([...listed, ...chosen])].map((value) => ({ value, rows: counts.get(value) ?? null }));
}
