import type { EngineApi } from '../../protocol/engine';
import type { PageState } from '../../protocol/workspace';
import { reply } from '../reply';
import type { Session } from '../session';

/** Workspaces on the device, their versions, and files of them. */
export function workspaceApi(session: Session) {
  return {
    listWorkspaces() {
      return reply(() => session.keeping.list());
    },

    openWorkspace(job: string, id: string) {
      return session.job(job, async () => {
        const restored = await session.keeping.open(id);
        const { info, page, history, trouble } = restored;
        // Whoever has a workspace may not read a file for long.
        session.tables.end();
        return { info, page, history, trouble, ...session.restore(restored) };
      });
    },

    keep(job: string, into: string | null, name: string, page: PageState, typed: Readonly<Record<number, string>> = {}) {
      return session.job(job, () => {
        const opened = session.requireOpened();
        if (session.run?.opened === opened) session.runs.noteTyped(typed);
        return session.keeping.keep(opened, session.run, into, name, page, (found) => session.runs.shelf(opened, found));
      });
    },

    closeWorkspace() {
      return reply(async () => {
        await session.keeping.close();
        session.runs.clear();
        return null;
      });
    },

    renameWorkspace(id: string, name: string) {
      return reply(async () => {
        await session.keeping.store.rename(id, name);
        return null;
      });
    },

    duplicateWorkspace(id: string, name: string) {
      return reply(() => session.keeping.store.duplicate(id, name));
    },

    deleteWorkspace(id: string) {
      return reply(async () => {
        await session.keeping.store.remove(id);
        return null;
      });
    },

    eraseEverything() {
      return reply(async () => {
        await session.keeping.close();
        session.runs.clear();
        await session.keeping.store.eraseEverything();
        return null;
      });
    },

    saveWorkspaceFile(job: string, id: string) {
      return session.job(job, (signal) => session.keeping.save(id, signal));
    },

    saveCurrentFile(job: string, name: string, page: PageState) {
      return session.job(job, (signal) => {
        const opened = session.requireOpened();
        return session.keeping.saveCurrent(opened, session.run, name, page, session.runs.shelf(opened), signal);
      });
    },

    loadWorkspaceFile(job: string, file: File) {
      return session.job(job, (signal) => session.keeping.load(file, signal));
    },

    goToVersion(job: string, id: string) {
      return session.job(job, async () => {
        const restored = await session.keeping.goTo(id);
        return { history: restored.history, ...session.restore(restored) };
      });
    },
  } satisfies Partial<EngineApi>;
}
