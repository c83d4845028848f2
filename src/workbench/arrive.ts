import { AppError } from '../../workers/protocol/errors';
import { fileSet } from '../../workers/protocol/file-set';
import { cancelJob, keepRunning, openFile, stopAndOpen } from './actions';
import type { FileLook } from '../../workers/protocol/engine';
import { isKeyed } from '../../workers/protocol/ingest';
import { jobsEnded, runJob } from './actions/jobs';
import { engine } from './engine';
import { useWorkbench } from './store';
import { offerFile, offerTable } from './updating';
import { isWorkspaceFile, loadWorkspaceFile } from './workspaces';

/**
 * Files were dropped or chosen: a workspace to open, newer data for the one on the screen, or data to begin with; several files of data are read as one. A
 * build under way is not stopped without asking.
 *
 * @returns whether a workspace was opened
 */
export async function arrive(files: readonly File[]): Promise<boolean> {
  if (files.length === 0) return false;
  const file = files.find(isWorkspaceFile) ?? fileSet(files);
  const { run, draft, job, engineLost } = useWorkbench.getState();
  // Another file that is open, or another reading of this one, is not what the result on the screen is of.
  const ofRun = run !== null && draft?.quality === run.quality;
  const building = job?.kind === 'build' && !job.cancelling;
  if (isWorkspaceFile(file) && !building) return loadWorkspaceFile(file);
  const looked = draft?.quality && !engineLost && !building ? await lookAt(file) : null;
  if (looked === 'cancelled') return false;
  const ofUsers = draft?.quality?.table === 'users';
  if (looked && isKeyed(looked.preview) && !ofUsers) offerTable(file, looked);
  // Rows without a time cannot be added to.
  else if (ofRun && !engineLost && !building && !ofUsers) offerFile(file, looked?.expected);
  else await openFile(file);
  return false;
}

/** Null for a file that cannot be looked into: opening it says why. */
async function lookAt(file: File): Promise<FileLook | null | 'cancelled'> {
  try {
    return await runJob('preview', file.name, (job, _, signal) => engine.call((remote) => remote.look(job, file), { job, signal }));
  } catch (error) {
    return error instanceof AppError && error.code === 'cancelled' ? 'cancelled' : null;
  }
}

/** The build is let go for the file that came during it. @returns whether a workspace was opened */
export async function stopAndArrive(): Promise<boolean> {
  const { pendingFile } = useWorkbench.getState();
  if (!pendingFile || !isWorkspaceFile(pendingFile)) {
    await stopAndOpen();
    return false;
  }
  keepRunning();
  cancelJob();
  await jobsEnded();
  return loadWorkspaceFile(pendingFile);
}
