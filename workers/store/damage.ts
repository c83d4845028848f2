/** Stored bytes that are not what was written. Callers turn it into an AppError that names the workspace. */
export class DamageError extends Error {
  constructor(what: string, options?: { cause?: unknown }) {
    super(what, options);
    this.name = 'DamageError';
  }
}

/** Stored bytes in a format of a later Shoal. */
export class NewerError extends Error {
  readonly version: number;

  constructor(version: number) {
    super(`format version ${version}`);
    this.name = 'NewerError';
    this.version = version;
  }
}
