/**
 * Every failure that a person may meet has a code; the page turns code and params into a sentence in the person's
 * language (keys `errors.<code>` in src/i18n). Nobody matches on message text.
 */
export type ErrorCode =
  | 'file-empty'
  | 'file-no-rows'
  | 'file-binary'
  | 'file-one-column'
  | 'file-unreadable'
  | 'file-changed'
  | 'file-too-large'
  | 'record-too-long'
  | 'too-many-columns'
  | 'packed-damaged'
  | 'packed-encrypted'
  | 'packed-unsupported'
  | 'packed-too-large'
  | 'packed-no-table'
  | 'spreadsheet-format'
  | 'page-no-table'
  | 'workbook-empty'
  | 'json-no-rows'
  | 'json-too-deep'
  | 'json-repeats'
  | 'table-too-sparse'
  | 'files-differ'
  | 'mapping-no-user'
  | 'mapping-no-time'
  | 'mapping-no-item'
  | 'mapping-no-attributes'
  | 'items-alone'
  | 'update-timeless'
  | 'dates-unparsable'
  | 'rows-none-kept'
  | 'users-one'
  | 'users-single-event'
  | 'users-fewer-than-k'
  | 'features-no-variance'
  | 'no-order'
  | 'density-none'
  | 'density-one'
  | 'density-many'
  | 'recipe-invalid'
  | 'backend-unavailable'
  | 'sizes-refused'
  | 'training-diverged'
  | 'worker-crashed'
  | 'out-of-memory'
  | 'cancelled'
  | 'nothing-open'
  | 'source-not-kept'
  | 'clean-several-files'
  | 'storage-denied'
  | 'storage-full'
  | 'storage-other-tab'
  | 'storage-evicted'
  | 'storage-failed'
  | 'workspace-damaged'
  | 'workspace-newer'
  | 'workspace-not'
  | 'workspace-gone'
  | 'run-gone'
  | 'run-current'
  | 'runs-apart'
  | 'runs-other-file'
  | 'run-not'
  | 'run-damaged'
  | 'run-newer'
  | 'run-model-damaged'
  | 'run-imported'
  | 'run-earlier'
  | 'run-other-file'
  | 'run-other-reading'
  | 'run-other-events'
  | 'place-lacks'
  | 'place-method'
  | 'placed-gone'
  | 'unknown';

export type ErrorParams = Readonly<Record<string, string | number>>;

/** An expected failure with a code and the figures that its sentence needs. Survives the worker boundary by {@link toWire}. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }
}

/** What crosses the worker boundary instead of an Error, since structured clone drops an Error's own fields. */
export interface WireError {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly detail: string;
}

export function toWire(error: unknown): WireError {
  if (error instanceof AppError) {
    return { code: error.code, params: error.params, detail: describe(error.cause) };
  }
  if (error instanceof RangeError && /allocation|array length|buffer/i.test(error.message)) {
    return { code: 'out-of-memory', params: {}, detail: describe(error) };
  }
  return { code: 'unknown', params: { detail: describe(error) }, detail: describe(error) };
}

export function fromWire(wire: WireError): AppError {
  return new AppError(wire.code, wire.params, { cause: wire.detail });
}

function describe(error: unknown): string {
  if (error === undefined) return '';
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Throws the `cancelled` error if the signal has fired; stages call it wherever they yield. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled');
}
