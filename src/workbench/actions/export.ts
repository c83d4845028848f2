import type { ExportWords } from '../../../workers/protocol/engine';
import type { JoinFigures } from '../../../workers/protocol/tables';
import { engine } from '../engine';
import { useWorkbench } from '../store';
import { jobsEnded, runJob } from './jobs';
import { completeStability, stabilityMissing } from './stability';

const get = useWorkbench.getState;

/** @param words asked once all figures are there, since a segment may be renamed meanwhile */
export async function exportReport(words: () => ExportWords): Promise<Blob> {
  // A job that interrupts is waited for; an error is shown, and the report then says what there is.
  for (let attempt = 0; attempt < 3 && stabilityMissing() && !get().engineLost; attempt++) {
    await jobsEnded();
    await completeStability();
  }
  return engine.call((remote) => remote.exportReport(words()));
}

/** The rejected rows of the open file; null unless it has been read. */
export async function exportRejected(): Promise<Blob | null> {
  const { draft } = get();
  if (!draft?.quality) return null;
  return runJob('rejected', draft.file.name, (job, onProgress, signal) =>
    engine.call((remote) => remote.exportRejected(job, onProgress), { job, signal }),
  );
}

/** The kept rows of the open file, or of a table that is joined to it; null unless it has been read. */
export async function exportClean(joined?: JoinFigures['kind']): Promise<Blob | null> {
  const { draft } = get();
  if (!draft?.quality) return null;
  return runJob('clean', draft.file.name, (job, onProgress, signal) =>
    engine.call((remote) => remote.exportClean(job, onProgress, joined), { job, signal }),
  );
}
