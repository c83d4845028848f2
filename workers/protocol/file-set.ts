/** Begins a Blob that stands for several files: this, the length of a list of them (4 bytes, little-endian), the list as JSON, and their bytes one after the other. */
const MAGIC = 'SHOALSET';
const HEAD_BYTES = MAGIC.length + 4;
/** Of the list; a set of ten thousand files is less. */
const LONGEST_LIST = 4 << 20;
/** Names that are written out in the name of a set. */
const NAMED = 3;

interface ListedFile {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

/**
 * Several files as one, so that whatever opens, keeps and reads a file does so with a set, too. Nothing is read or copied: the browser takes the bytes from
 * the files when they are asked for. One file stays as it is.
 */
export function fileSet(files: readonly File[]): File {
  if (files.length === 1) return files[0]!;
  const ordered = [...files].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const list = ordered.map(({ name, size, lastModified }): ListedFile => ({ name, size, lastModified }));
  const json = new TextEncoder().encode(JSON.stringify(list));
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, json.length, true);
  const lastModified = Math.max(...list.map((file) => file.lastModified));
  return new File([MAGIC, length, json, ...ordered], setName(list), { lastModified });
}

/** The files of a set in the order of their names, null where the file is none. They lie in its bytes. */
export async function filesOfSet(file: Blob): Promise<File[] | null> {
  const head = await file.slice(0, HEAD_BYTES).arrayBuffer();
  if (head.byteLength < HEAD_BYTES || new TextDecoder('latin1').decode(head.slice(0, MAGIC.length)) !== MAGIC) return null;
  const length = new DataView(head).getUint32(MAGIC.length, true);
  if (length > LONGEST_LIST) return null;
  let at = HEAD_BYTES + length;
  const list = listOf(await file.slice(HEAD_BYTES, at).text());
  return (
    list?.map(({ name, size, lastModified }) => {
      const part = new File([file.slice(at, at + size)], name, { lastModified });
      at += size;
      return part;
    }) ?? null
  );
}

/** It may come from a workspace that anyone can have written. */
function listOf(json: string): ListedFile[] | null {
  try {
    const list: unknown = JSON.parse(json);
    if (!Array.isArray(list)) return null;
    return list.map((entry: Partial<ListedFile> | null) => {
      const { name, size, lastModified } = entry ?? {};
      if (typeof name !== 'string' || typeof size !== 'number' || typeof lastModified !== 'number' || size < 0)
        throw new TypeError('entry');
      return { name, size, lastModified };
    });
  } catch {
    return null;
  }
}

function setName(list: readonly ListedFile[]): string {
  const names = list.map(({ name }) => name);
  return names.length <= NAMED ? names.join(' + ') : `${names[0]!} … ${names.at(-1)!} (${names.length})`;
}
