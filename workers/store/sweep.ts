import type { Device } from './device';
import { folderOf, type FilePath } from './files';
import { lockName } from './locks';
import { filesOf } from './record';

/**
 * Removes those of the files that no record names: such a file never will be named, since names are not used twice. A file that cannot
 * be removed now is left for {@link sweep}.
 */
export async function removeUnnamed({ catalogue, files }: Device, paths: Iterable<FilePath>): Promise<void> {
  // What the caller did stands, or failed for a reason of its own.
  const records = await catalogue.all().catch(() => null);
  if (!records) return;
  const named = new Set(records.flatMap((record) => [...filesOf(record).keys()]));
  for (const path of paths) if (!named.has(path)) await files.remove(path).catch(() => undefined);
}

/**
 * Removes what writes that were cut off have left. A workspace that is open, here or in another tab, is passed over: files that are
 * about to be named look like left-over ones.
 */
export async function sweep(device: Device): Promise<void> {
  const folders = new Map<string, FilePath[]>();
  for (const path of await device.files.list()) {
    const folder = folderOf(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  for (const [folder, paths] of folders) {
    const free = await device.locks.acquire(lockName(folder), 0);
    if (!free) continue;
    try {
      await removeUnnamed(device, paths);
    } finally {
      free();
    }
  }
}
