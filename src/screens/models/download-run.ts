import type { RunInfo } from '../../../workers/protocol/runs';
import { fileNameFor, fileSafe, saveBlob } from '../../charts/save';
import { report } from '../../workbench/actions';
import { exportRun } from '../../workbench/runs';
import { useWorkbench } from '../../workbench/store';
import { runName, segmentNames } from './run-names';

/** The run as a ZIP archive, as a download. */
export async function downloadRun(run: RunInfo): Promise<void> {
  const { language } = useWorkbench.getState();
  try {
    const blob = await exportRun(run.id, segmentNames(run.segments, language));
    saveBlob(blob, fileNameFor(run.files[0] ?? 'shoal', `${fileSafe(runName(run, language))}.zip`));
  } catch (error) {
    report(error);
  }
}
