import { EngineClient } from '../engine/client';
import { markFinished } from './interrupted';
import { useWorkbench } from './store';

/** The one engine of the page. */
export const engine = new EngineClient(() => {
  // A reload after a crash must not speak of a run under way. The file is still at hand and can be read again.
  markFinished();
  const { draft } = useWorkbench.getState();
  useWorkbench.setState({ engineLost: true, draft: draft && { ...draft, quality: null, readSeconds: null } });
});
