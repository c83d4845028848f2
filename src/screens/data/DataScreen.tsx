import { useDeferredValue } from 'react';
import type { JobKind } from '../../workbench/job';
import { useWorkbench } from '../../workbench/store';
import { InterruptedNote } from './InterruptedNote';
import { OpenDraft } from './OpenDraft';
import { Opening } from './Opening';
import { Welcome } from './Welcome';
import classes from './DataScreen.module.css';

const OPENING: ReadonlySet<JobKind> = new Set<JobKind>(['preview', 'sample', 'open-workspace']);

/** From a file to the start of a run: open, check the columns, see the quality, build. */
export function DataScreen() {
  const draft = useWorkbench((state) => state.draft);
  const interrupted = useWorkbench((state) => state.interrupted);
  const opening = useWorkbench(({ job }) => job !== null && OPENING.has(job.kind));
  const nothing = !draft && !opening;
  // Between the end of a job and the result that follows it there is nothing for an instant, which must not be drawn.
  const empty = useDeferredValue(nothing) && nothing;
  return (
    <div className={classes.screen}>
      {interrupted || opening || empty ? (
        <div className={classes.page}>
          {interrupted ? <InterruptedNote interrupted={interrupted} /> : null}
          {opening ? <Opening /> : empty ? <Welcome /> : null}
        </div>
      ) : null}
      {draft ? <OpenDraft draft={draft} /> : null}
    </div>
  );
}
