import { AppError } from '../../protocol/errors';
import type { SkippedPart } from '../../protocol/ingest';
import type { TableText } from './flow';

/** A part of an archive, or of files opened together, that turned out to hold no rows, and how that showed. */
export interface EmptyPart {
  readonly part: SkippedPart;
  readonly cause: AppError;
}

/** There is nothing in a file, for certain. All other errors say that what may be in it cannot be read, which no other part makes good. */
export class EmptyError extends AppError {}

/** What `work` finds in a part, or that it holds nothing. What else it throws names the part. */
export async function unlessEmpty<Part>(name: string, work: () => Promise<Part>): Promise<Part | EmptyPart> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof EmptyError) return { part: { name, why: 'no-rows' }, cause };
    throw ofPart(cause, name);
  }
}

/** The same table, whose reading throws errors that name the part. */
export function tableOfPart(table: TableText, part: string): TableText {
  return {
    ...table,
    open(also) {
      const flow = table.open(also);
      return { ...flow, chunks: named(flow.chunks, part) };
    },
  };
}

async function* named(chunks: AsyncGenerator<Uint8Array, void, void>, part: string): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* chunks;
  } catch (cause) {
    throw ofPart(cause, part);
  }
}

/** The error with the part before what it names, which may be a file within the part that nobody has seen. */
function ofPart(cause: unknown, part: string): unknown {
  if (!(cause instanceof AppError)) return cause;
  const { name } = cause.params;
  if (name === undefined || name === part || String(name).startsWith(`${part}/`)) return cause;
  return new AppError(cause.code, { ...cause.params, name: `${part}/${name}` }, { cause });
}
