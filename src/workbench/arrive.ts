import { fileSet } from '../../workers/protocol/file-set';
import { cancelJob, keepRunning, openFile, stopAndOpen } from './actions';
import { jobsEnded } from './actions/jobs';
import { useWorkbench } from './store';
import { offerFile } from './updating';
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
  if (ofRun && !engineLost && !building) offerFile(file);
  else await openFile(file);
  return false;
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
