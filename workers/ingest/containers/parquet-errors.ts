import { AppError } from '../../protocol/errors';
import { TooMuchAtOnce } from './decoding-budget';
import { TooDeepError } from './flatten';
import { ValueTooLarge } from './parquet-values';
import { ThriftError } from './thrift-walk';

/**
 * Does what may fail because of what is in a file: the reader throws plain errors for whatever is wrong with one. Trouble with reading the bytes comes through.
 *
 * @param line of the row whose values are written
 * @throws AppError `packed-damaged`, `packed-too-large` (params: name), `packed-unsupported` (params: name, detail), `json-too-deep` (params: name, line)
 */
export async function decoding<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw named(cause, name, 0);
  }
}

/** See {@link decoding}. */
export function writing<T>(name: string, line: number, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw named(cause, name, line);
  }
}

function named(cause: unknown, name: string, line: number): unknown {
  if (cause instanceof AppError || cause instanceof DOMException) return cause;
  if (cause instanceof ValueTooLarge || cause instanceof TooMuchAtOnce || (cause instanceof ThriftError && cause.kind === 'large')) {
    return new AppError('packed-too-large', { name }, { cause });
  }
  if (cause instanceof TooDeepError) return new AppError('json-too-deep', { name, line }, { cause });
  const unsupported = cause instanceof Error && /(?:unsupported|not supported)\b.*$/.test(cause.message);
  if (unsupported) return new AppError('packed-unsupported', { name, detail: cause.message }, { cause });
  return new AppError('packed-damaged', { name }, { cause });
}
