import { AppError, type ErrorCode } from '../protocol/errors';
import type { StorageTrouble } from '../protocol/workspace';
import { DamageError, NewerError } from './damage';
import { UnreadableError } from './files';

const CODES = {
  denied: 'storage-denied',
  full: 'storage-full',
  'other-tab': 'storage-other-tab',
  evicted: 'storage-evicted',
  failed: 'storage-failed',
} as const satisfies Record<StorageTrouble, ErrorCode>;

/** Why an error means that a workspace is not being kept; null where it means something else. */
export function troubleOf(error: unknown): StorageTrouble | null {
  if (!(error instanceof AppError)) return null;
  for (const [trouble, code] of Object.entries(CODES)) if (code === error.code) return trouble as StorageTrouble;
  return null;
}

export function storageError(trouble: StorageTrouble, cause?: unknown): AppError {
  const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : '';
  return new AppError(CODES[trouble], { detail }, { cause });
}

/** Whatever a browser's storage threw, as an AppError. `name` is that of the workspace or file concerned. */
export function asAppError(error: unknown, name = ''): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof DamageError) return new AppError('workspace-damaged', { name }, { cause: error });
  if (error instanceof NewerError) return new AppError('workspace-newer', { name, version: error.version }, { cause: error });
  if (error instanceof UnreadableError) return new AppError('file-unreadable', { name }, { cause: error.cause });
  switch ((error as Error | null)?.name) {
    case 'QuotaExceededError':
      return storageError('full', error);
    case 'SecurityError':
    case 'InvalidStateError':
      return storageError('denied', error);
    case 'NoModificationAllowedError':
      // A file that another tab is writing.
      return storageError('other-tab', error);
    case 'RangeError':
      return new AppError('out-of-memory', {}, { cause: error });
    default:
      return storageError('failed', error);
  }
}

/** Names in the errors of `work` what they are about. */
export async function about<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asAppError(error, name);
  }
}
