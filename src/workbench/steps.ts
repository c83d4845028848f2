/** Steps that can be taken back and taken again. */
export interface Steps<T> {
  /** What was before each step, the latest last. */
  readonly past: readonly T[];
  /** What was before each step that was taken back, the latest last. */
  readonly future: readonly T[];
}

export const NO_STEPS: Steps<never> = { past: [], future: [] };

/** More steps than anybody counts. */
const MOST = 100;

/** After a step from `before`: what was taken back cannot be taken again. */
export function stepped<T>({ past }: Steps<T>, before: T): Steps<T> {
  return { past: [...past, before].slice(-MOST), future: [] };
}

/** What was before the latest step; null where there was none. */
export function back<T>({ past, future }: Steps<T>, now: T): readonly [steps: Steps<T>, before: T] | null {
  const before = past.at(-1);
  return before === undefined ? null : [{ past: past.slice(0, -1), future: [...future, now] }, before];
}

/** What the latest step that was taken back had led to; null where there is none. */
export function again<T>({ past, future }: Steps<T>, now: T): readonly [steps: Steps<T>, after: T] | null {
  const after = future.at(-1);
  return after === undefined ? null : [{ past: [...past, now], future: future.slice(0, -1) }, after];
}
