import { useEffect, useRef, useState } from 'react';
import type { PlacedFile } from '../../../workers/protocol/placing';
import type { RunInfo } from '../../../workers/protocol/runs';
import { Later } from '../../ui/Later';
import { placeUsers, usePlaced } from '../../workbench/placing';
import type { Run } from '../../workbench/store';
import { CompareSection } from './compare/CompareSection';
import { RunsSection } from './RunsSection';
import { PlacedSection } from './PlacedSection';
import { useRunList } from './use-run-list';
import styles from './models.module.css';

const NO_RUNS: readonly RunInfo[] = [];

/** The runs of the workspace, what one of them makes of the users of the file, and two of them side by side. */
export function RunsSections({ run }: { run: Run }) {
  const list = useRunList(run);
  const [chosen, setChosen] = useState<readonly [string | null, string | null]>([null, null]);
  const placed = usePlaced(list?.runs ?? NO_RUNS);
  const [arrived, setArrived] = useState<PlacedFile | null>(null);
  const placing = useRef<HTMLDivElement>(null);
  const comparison = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (arrived) placing.current?.scrollIntoView({ block: 'start' });
  }, [arrived]);
  if (!list) return null;
  const compare = (id: string) => {
    setChosen([null, id]);
    comparison.current?.scrollIntoView({ block: 'start' });
  };
  const placeIn = async (run: RunInfo) => {
    setArrived(await placeUsers(run));
  };
  return (
    <>
      <RunsSection list={list} onCompare={({ id }) => compare(id)} onPlace={(run) => void placeIn(run)} />
      <div ref={placing} className={styles.slot}>
        {placed ? <PlacedSection placed={placed} /> : null}
      </div>
      <div ref={comparison}>
        <Later>
          <CompareSection runs={list.runs} chosen={chosen} onChoose={(first, second) => setChosen([first, second])} />
        </Later>
      </div>
    </>
  );
}
