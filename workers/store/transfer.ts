import { AppError, throwIfAborted } from '../protocol/errors';
import type { Device } from './device';
import { filePath, type FilePath } from './files';
import { newId } from './new-id';
import { filesOf, type FileRef, type WorkspaceRecord } from './record';
import { withFiles } from './record-changes';
import { checkShoal, packShoal, unpackShoal } from './shoal-file';
import { readFile } from './snapshot';
import { removeUnnamed } from './sweep';

export interface ExportOptions {
  readonly signal?: AbortSignal;
  readonly onBytes?: (done: number, total: number) => void;
}

/** @throws AppError `cancelled`, `storage-evicted`; DamageError. */
export async function exportRecord({ files }: Device, record: WorkspaceRecord, { signal, onBytes }: ExportOptions): Promise<Blob> {
  const refs = [...filesOf(record).values()];
  const total = refs.reduce((sum, { bytes }) => sum + bytes, 0);
  const packed = [];
  for (const ref of refs) packed.push({ ref, content: await readFile(files, ref) });
  return packShoal(record, packed, (done) => {
    throwIfAborted(signal);
    onBytes?.(done, total);
  });
}

/**
 * Writes the files of a `.shoal` file under the new id, then the record. The caller holds the id's lock.
 *
 * @throws AppError `workspace-not`, `cancelled`; DamageError; NewerError.
 */
export async function importRecord(device: Device, id: string, file: File, signal: AbortSignal | undefined): Promise<WorkspaceRecord> {
  if (!(await checkShoal(file))) throw new AppError('workspace-not', { name: file.name });
  const moved = new Map<FilePath, FileRef>();
  try {
    const packed = await unpackShoal(file, async (ref, chunks) => {
      throwIfAborted(signal);
      const path = filePath(id, newId());
      moved.set(ref.path, { ...ref, path, place: device.files.place });
      await device.files.write(path, chunks);
    });
    const record = { ...withFiles(packed, moved), id, updated: Date.now() };
    await device.catalogue.update(() => ({ put: record, result: null }));
    return record;
  } finally {
    await removeUnnamed(
      device,
      Array.from(moved.values(), ({ path }) => path),
    );
  }
}
