import type { BackendChoice } from '../protocol/backend';
import type { EngineApi } from '../protocol/engine';
import { buildApi } from './api/builds';
import { fileApi } from './api/files';
import { foresightApi } from './api/foresights';
import { questionApi } from './api/questions';
import { runListApi } from './api/run-list';
import { updateApi } from './api/updates';
import { workspaceApi } from './api/workspaces';
import type { Keeping } from './keeping';
import { reply } from './reply';
import { Session, type Spawners } from './session';

export type Engine = ReturnType<typeof makeEngine>;

/** Answers the page: each part of what it may ask is a file under `api`, and all of them share one session. */
export function makeEngine(spawners: Spawners, keeping?: Keeping) {
  const session = new Session(spawners, keeping);
  return {
    probe(choice: BackendChoice) {
      return reply(() => session.probe(choice));
    },

    warmUp() {
      return reply(async () => {
        if (session.opened === null && !session.jobs.any) await session.warmUp.run();
        return null;
      });
    },

    cancel(job: string): void {
      session.jobs.cancel(job);
    },

    ...fileApi(session),
    ...buildApi(session),
    ...foresightApi(session),
    ...questionApi(session),
    ...runListApi(session),
    ...updateApi(session),
    ...workspaceApi(session),
  } satisfies EngineApi;
}
