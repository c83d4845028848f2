import * as Comlink from 'comlink';
import type { Contender, UserFeatures } from './contender';

/** @param warmed as its page is after a second of nothing to do; else as where the file comes at once */
export function shoal(warmed: boolean): Contender {
  let remote: Comlink.Remote<{ run(file: File): Promise<UserFeatures>; warmed(): Promise<void> }>;
  return {
    prepare: async () => {
      remote = Comlink.wrap(new Worker(new URL('./shoal.worker.ts', import.meta.url), { type: 'module' }));
      if (warmed) await remote.warmed();
    },
    run: (file) => remote.run(file) as Promise<UserFeatures>,
  };
}
