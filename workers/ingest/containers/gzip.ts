import { AppError } from '../../protocol/errors';
import { blobFlow, NO_FIELDS, type TableText } from './flow';
import { gunzipMembers } from './gunzip-members';
import { unpacked } from './unpacking';

/** The text in a gzip, of one member or several. */
export function gzipText(blob: Blob, name: string): TableText {
  return {
    name,
    plain: false,
    laterFields: NO_FIELDS,
    open() {
      let taken = () => 0;
      const open = () => {
        const before = taken;
        const flow = blobFlow(blob);
        taken = () => Math.max(before(), flow.taken());
        return flow;
      };
      return { chunks: gunzipped(open, blob.size, name), bytesRead: () => taken(), place: (line) => ({ part: null, line }) };
    },
  };
}

/**
 * Unpacks with what the platform has. Some platforms take a second member for junk, and then what they held back is lost with the error: so all is
 * unpacked once more, in code that goes on, and what was handed out before is passed over.
 */
async function* gunzipped(open: () => ReturnType<typeof blobFlow>, packed: number, name: string): AsyncGenerator<Uint8Array, void, void> {
  let done = 0;
  try {
    for await (const chunk of unpacked(open(), 'gzip', packed, name)) {
      done += chunk.length;
      yield chunk;
    }
    return;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'packed-damaged') throw error;
  }
  let at = 0;
  for await (const chunk of gunzipMembers(open(), packed, name)) {
    at += chunk.length;
    if (at > done) yield chunk.subarray(Math.max(0, chunk.length - (at - done)));
  }
}
