import * as Comlink from 'comlink';
import type { Contender, UserFeatures } from './contender';

export function shoal(): Contender {
  let remote: Comlink.Remote<{ run(file: File): Promise<UserFeatures>; warmed(): Promise<void> }>;
  return {
    prepare: async () => {
      remote = Comlink.wrap(new Worker(new URL('./shoal.worker.ts', import.meta.url), { type: 'module' }));
      await remote.warmed();
    },
    run: (file) => remote.run(file) as Promise<UserFeatures>,
  };
}
