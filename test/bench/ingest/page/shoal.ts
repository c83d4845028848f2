import * as Comlink from 'comlink';
import type { Contender, UserFeatures } from './contender';

export function shoal(): Contender {
  let remote: Comlink.Remote<{ run(file: File): Promise<UserFeatures> }>;
  return {
    prepare: async () => {
      remote = Comlink.wrap(new Worker(new URL('./shoal.worker.ts', import.meta.url), { type: 'module' }));
    },
    run: (file) => remote.run(file) as Promise<UserFeatures>,
  };
}
