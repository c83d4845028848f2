import type { FilePreview } from '../../../workers/protocol/ingest';

const MADE: readonly string[] = ['xlsx', 'ods', 'html', 'parquet', 'json', 'json-list'];

/** Whether the file's text can be read in another encoding or with another separator: it was not made of a workbook, Parquet or JSON. */
export function isWritten({ written, unwrapped }: FilePreview): boolean {
  return written ?? !(unwrapped && MADE.includes(unwrapped.kind));
}

/** Whether the preview's encoding and separator are the file's own: of several files they are those of the text that they were joined to. */
export function isOneText(preview: FilePreview): boolean {
  return isWritten(preview) && (preview.unwrapped?.parts.length ?? 1) === 1;
}
