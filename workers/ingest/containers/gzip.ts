import { blobFlow, NO_FIELDS, type TableText } from './flow';
import { unpacked } from './unpacking';

/** The text in a gzip. */
export function gzipText(blob: Blob, name: string): TableText {
  return {
    name,
    plain: false,
    laterFields: NO_FIELDS,
    open() {
      const flow = blobFlow(blob);
      return { chunks: unpacked(flow, 'gzip', blob.size, name), bytesRead: flow.taken, place: (line) => ({ part: null, line }) };
    },
  };
}
