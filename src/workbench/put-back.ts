import type { RunInfo } from '../../workers/protocol/runs';
import { report } from './actions';
import { runJob } from './actions/jobs';
import { engine } from './engine';
import { settingsOf } from './kept-page';
import { signatureOf } from './names';
import { useWorkbench } from './store';
import { useUpdating } from './updating';

/** Puts a run of the list back on the screens, with its settings and the names that its segments had; the result before it stays in the history. True if it came to an end. */
export async function putBackRun(run: RunInfo): Promise<boolean> {
  const { draft } = useWorkbench.getState();
  if (!draft?.quality || draft.readSeconds === null) return false;
  const { quality, readSeconds } = draft;
  try {
    const result = await runJob('put-back', draft.file.name, (job, onProgress, signal) =>
      engine.call((remote) => remote.putBackRun(job, run.id, onProgress), { job, signal }),
    );
    const { recipe, segments } = result;
    useWorkbench.setState({
      run: { fileName: quality.fileName, quality, readSeconds, result, signature: signatureOf(quality, recipe, segments.k) },
      settings: settingsOf(recipe),
      names: Object.fromEntries(run.segments.flatMap(({ number, typed }) => (typed === null ? [] : [[number, typed]]))),
      selection: null,
      hidden: new Set(),
    });
    useUpdating.setState({ undone: null });
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}
