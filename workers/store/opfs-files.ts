import { folderOf, nameOf, type FilePath, type FileStore } from './files';

const ROOT = 'shoal-workspaces';

/**
 * Files in the origin private file system, one folder a workspace.
 *
 * @throws DOMException where the browser denies it; TypeError where it has none.
 */
export async function openOpfs(storage: StorageManager): Promise<FileStore> {
  // Asked for each time: clearing the site's data takes the folder away, and the handle at hand is then of no more use.
  const root = async () => (await storage.getDirectory()).getDirectoryHandle(ROOT, { create: true });
  await root();
  return {
    place: 'opfs',
    async write(path, chunks) {
      const create = async () => {
        const folder = await (await root()).getDirectoryHandle(folderOf(path), { create: true });
        return folder.getFileHandle(nameOf(path), { create: true });
      };
      // Another tab that removes the last file of the folder takes the folder along.
      const file = (await orMissing(null, create)) ?? (await create());
      await (hasHandles(file) ? writeInPlace(file, chunks) : writeStream(file, chunks));
    },
    async read(path) {
      return orMissing(null, async () => {
        const folder = await (await root()).getDirectoryHandle(folderOf(path));
        return (await folder.getFileHandle(nameOf(path))).getFile();
      });
    },
    async remove(path) {
      await orMissing(undefined, async () => {
        const parent = await root();
        const folder = await parent.getDirectoryHandle(folderOf(path));
        await folder.removeEntry(nameOf(path));
        await removeIfEmpty(parent, folder);
      });
    },
    async list() {
      const paths: FilePath[] = [];
      for await (const folder of (await root()).values()) {
        if (folder.kind !== 'directory') continue;
        for await (const name of folder.keys()) paths.push(`${folder.name}/${name}`);
      }
      return paths;
    },
  };
}

type Chunks = Parameters<FileStore['write']>[1];

/** What dedicated workers can do with a file; the page's type library does not know it. */
interface InPlace {
  createSyncAccessHandle(): Promise<{
    write(bytes: AllowSharedBufferSource, options: { at: number }): number;
    flush(): void;
    close(): void;
  }>;
}

const hasHandles = (file: object): file is InPlace => 'createSyncAccessHandle' in file;

async function writeInPlace(file: InPlace, chunks: Chunks): Promise<void> {
  const handle = await file.createSyncAccessHandle();
  try {
    let at = 0;
    for await (const chunk of chunks) {
      for (let done = 0; done < chunk.length;) {
        const written = handle.write(chunk.subarray(done) as Uint8Array<ArrayBuffer>, { at });
        // A browser may write a part of it and say so before it says that there is no room.
        if (written === 0) throw new DOMException('nothing was written', 'QuotaExceededError');
        done += written;
        at += written;
      }
    }
    handle.flush();
  } finally {
    handle.close();
  }
}

/** For browsers, or kinds of worker, without synchronous handles. */
async function writeStream(file: FileSystemFileHandle, chunks: Chunks): Promise<void> {
  const writable = await file.createWritable();
  try {
    for await (const chunk of chunks) await writable.write(chunk as Uint8Array<ArrayBuffer>);
  } catch (error) {
    await writable.abort(error);
    throw error;
  }
  await writable.close();
}

async function orMissing<T, M>(missing: M, work: () => Promise<T>): Promise<T | M> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return missing;
    throw error;
  }
}

async function removeIfEmpty(root: FileSystemDirectoryHandle, folder: FileSystemDirectoryHandle): Promise<void> {
  try {
    // Without `recursive` a folder that is not empty stays.
    await root.removeEntry(folder.name);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
