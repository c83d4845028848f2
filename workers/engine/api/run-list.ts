import type { EngineApi, ProgressListener } from '../../protocol/engine';
import type { PlacedNames } from '../../protocol/placing';
import type { ComparedFlow, ComparedNames, RunSummary } from '../../protocol/runs';
import { changesCsv, compareRuns, exportRun, importRun } from '../../runs';
import { newId } from '../../store';
import { throttled } from '../jobs';
import { putBack } from '../put-back';
import { reply } from '../reply';
import type { Session } from '../session';

/** The list of runs: named, pinned, compared, exported, imported, put back, and used to place users. */
export function runListApi(session: Session) {
  return {
    listRuns(typed: Readonly<Record<number, string>>) {
      return reply(async () => {
        session.noteFound();
        session.runs.noteTyped(typed);
        return session.runs.view(session.requireOpened());
      });
    },

    changeRun(id: string, change: Partial<Pick<RunSummary, 'name' | 'pinned'>>) {
      return reply(async () => {
        session.requireList().change(id, change);
        return null;
      });
    },

    deleteRun(id: string) {
      return reply(async () => {
        session.requireList().delete(id);
        return null;
      });
    },

    bringBackRun() {
      return reply(async () => {
        session.requireList().bringBack();
        return null;
      });
    },

    compareRuns(first: string, second: string) {
      return reply(async () => compareRuns(session.runs.library.find(first), session.runs.library.find(second)));
    },

    exportChanges(first: string, second: string, flow: ComparedFlow, names: ComparedNames) {
      return reply(async () => changesCsv(session.runs.library.find(first), session.runs.library.find(second), flow, names));
    },

    exportRun(id: string, names: Readonly<Record<number, string>>) {
      return reply(() => {
        session.noteFound();
        return exportRun(session.runs.library.find(id), names);
      });
    },

    importRun(file: File) {
      return reply(async () => session.runs.import(await importRun(file, `imported-${newId()}`), session.requireOpened()));
    },

    putBackRun(job: string, id: string, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const run = session.requireList().find(id);
        const { usedNumbers } = session.requireRun();
        const made = await putBack(run, session.requireOpened(), usedNumbers, session.tables, throttled(onProgress), signal);
        // It may have been deleted meanwhile.
        session.runs.library.find(id);
        session.run = made;
        session.findings.restore(made, run.findings);
        session.updating.discard();
        return session.view(made);
      });
    },

    placeUsers(job: string, id: string, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        session.noteFound();
        const run = session.runs.library.find(id);
        return session.placing.place(run, session.requireOpened(), session.tables, throttled(onProgress), signal);
      });
    },

    exportPlaced(id: string, names: PlacedNames) {
      return reply(async () => session.placing.csv(session.runs.library.find(id), session.requireOpened(), names));
    },
  } satisfies Partial<EngineApi>;
}
