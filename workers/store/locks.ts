/** Sees to it that a workspace is written by one tab at a time. */
export interface Locks {
  /**
   * Waits at most `waitMs` for the lock; null where another tab still holds it then. What is returned gives it back.
   */
  acquire(name: string, waitMs: number): Promise<(() => void) | null>;
}

export const lockName = (workspace: string) => `shoal-workspace-${workspace}`;

/** Locks held by the browser: those of a tab that is closed or crashes are free again. */
export function webLocks(manager: LockManager): Locks {
  return {
    acquire: (name, waitMs) =>
      new Promise((resolve, reject) => {
        const held = (lock: Lock | null) => {
          if (!lock) return resolve(null);
          return new Promise<void>((free) => resolve(free));
        };
        const late = waitMs > 0 ? { signal: AbortSignal.timeout(waitMs) } : { ifAvailable: true };
        manager.request(name, late, held).catch((error: unknown) => {
          if (late.signal?.aborted) resolve(null);
          else reject(error);
        });
      }),
  };
}

/** Where the browser has no locks: each tab believes that it is alone. */
export const noLocks: Locks = { acquire: () => Promise.resolve(() => undefined) };
