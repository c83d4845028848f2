/** Bytes of an entry of the directory (MS-CFB 2.6.1), of which all begin at a multiple of that, and where it says how long its name is and what it is. */
const ENTRY = 128;
const NAME_BYTES = 64;
const KIND = 66;
const STREAM = 2;
/** Bytes that are looked at from where the directory may be. */
const LOOKED_AT = 1 << 20;
/** Where the header says how large a sector is, as a power of two, and which is the directory's first. */
const SECTOR_SHIFT = 30;
const DIRECTORY = 48;

/** A workbook with a password is a compound file that names its content so (MS-OFFCRYPTO 2.3.4.4). */
export const isEncrypted = async (blob: Blob): Promise<boolean> => (await streamsOf(blob)).has('EncryptedPackage');

/** As Excel names its streams (MS-XLS 2.1.2). Documents, slides and mails are such files, too, and may have a workbook in them. */
export async function isOldWorkbook(blob: Blob): Promise<boolean> {
  const streams = await streamsOf(blob);
  if (['WordDocument', 'PowerPoint Document', '__properties_version1.0'].some((name) => streams.has(name))) return false;
  return streams.has('Workbook') || streams.has('Book');
}

/** Names of the streams in a compound file, as far as its directory is where it begins or at an end of the file. */
async function streamsOf(blob: Blob): Promise<ReadonlySet<string>> {
  const header = new DataView(await blob.slice(0, ENTRY).arrayBuffer());
  const names = new Set<string>();
  if (header.byteLength < ENTRY) return names;
  const directory = (header.getUint32(DIRECTORY, true) + 1) * 2 ** Math.min(header.getUint16(SECTOR_SHIFT, true), 20);
  const end = Math.max(0, blob.size - LOOKED_AT);
  for (const from of new Set([0, directory, end - (end % ENTRY)])) {
    addStreams(names, new Uint8Array(await blob.slice(from, from + LOOKED_AT + ENTRY).arrayBuffer()));
  }
  return names;
}

function addStreams(names: Set<string>, bytes: Uint8Array): void {
  for (let at = 0; at + ENTRY <= bytes.length; at += ENTRY) {
    const length = bytes[at + NAME_BYTES]! + 256 * bytes[at + NAME_BYTES + 1]!;
    if (bytes[at + KIND] !== STREAM || length < 4 || length > NAME_BYTES || length % 2 === 1) continue;
    // The length counts the zero behind the name.
    if (bytes[at + length - 2] === 0 && bytes[at + length - 1] === 0)
      names.add(new TextDecoder('utf-16le').decode(bytes.subarray(at, at + length - 2)));
  }
}
