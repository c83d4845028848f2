import { runReport, segmentsCsv } from '../../export';
import type { EngineApi, ExportWords, UserRow } from '../../protocol/engine';
import { membershipColumns, ownShares } from '../memberships';
import { flowCsv, flowView, migrationView, pathView } from '../movement';
import { reply } from '../reply';
import type { RunState } from '../run';
import type { Session } from '../session';
import { findUserView, numberedSegmentation, timelineView, userView, windowView } from '../views';

/** What the page asks about the users of a run, and takes away as a file. */
export function questionApi(session: Session) {
  return {
    windowMap(window: number) {
      return reply(async () => windowView(session.requireRun(), window));
    },

    user(row: number) {
      return reply(async (): Promise<UserRow> => {
        const run = session.requireRun();
        return { ...userView(run, row), ...session.predicting.ofUser(run, row) };
      });
    },

    users(rows: Uint32Array, limit: number) {
      return reply(async (): Promise<readonly UserRow[]> => {
        const run = session.requireRun();
        return Array.from(rows.subarray(0, limit), (row) => userView(run, row));
      });
    },

    findUser(id: string) {
      return reply(async () => findUserView(session.requireRun(), id.trim()));
    },

    migration(from: number, to: number) {
      return reply(async () => migrationView(session.requireRun(), from, to));
    },

    flow(from: number, to: number, segmentFrom: number, segmentTo: number) {
      return reply(async () => flowView(session.requireRun(), from, to, segmentFrom, segmentTo));
    },

    userPath(row: number) {
      return reply(async () => pathView(session.requireRun(), row));
    },

    exportSegments(words: ExportWords) {
      return reply(async () => usersCsv(session, words));
    },

    exportUsers(rows: Uint32Array, words: ExportWords) {
      return reply(async () => usersCsv(session, words, rows));
    },

    exportReport(words: ExportWords) {
      return reply(async () => {
        const run = session.requireRun();
        const known = { ...session.predicting.known(run), ...session.findings.known(run) };
        const report = runReport({ ...reportInput(run), ...known, words });
        return new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' });
      });
    },

    exportFlow(from: number, to: number, rows: Uint32Array, words: ExportWords) {
      return reply(async () => flowCsv(session.requireRun(), from, to, rows, words));
    },
  } satisfies Partial<EngineApi>;
}

function usersCsv(session: Session, words: ExportWords, rows?: Uint32Array): Blob {
  const run = session.requireRun();
  return segmentsCsv(run.matrix, run.opened.ingested.events.userIds, numberedSegmentation(run), words, {
    rows,
    shares: ownShares(run),
    predicted: [...membershipColumns(run, words.names), ...session.predicting.columns(run)],
  });
}

function reportInput(run: RunState) {
  const { opened, recipe, backend, seconds, matrix, embedding, clusterings, segmentation, portraits, numbers } = run;
  const fileOf = ({ name, size, lastModified }: File) => ({ name, size, lastModified });
  return {
    file: fileOf(opened.file),
    laterFiles: opened.appended.map(({ file }) => fileOf(file)),
    kind: run.kind,
    recipe,
    quality: opened.ingested.quality,
    backend,
    seconds,
    matrix,
    training: embedding.training,
    clusterings,
    segmentation,
    portraits,
    numbers,
    timeline: timelineView(run),
  };
}
