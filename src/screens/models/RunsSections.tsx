import { useRef, useState } from 'react';
import type { RunInfo } from '../../../workers/protocol/runs';
import { Later } from '../../ui/Later';
import type { Run } from '../../workbench/store';
import { CompareSection } from './compare/CompareSection';
import { RunsSection } from './RunsSection';
import { PlacedSection } from './PlacedSection';
import { usePlaced } from './use-placed';
import { useRunList } from './use-run-list';

/** The runs of the workspace, what one of them makes of the users of the file, and two of them side by side. */
export function RunsSections({ run }: { run: Run }) {
  const list = useRunList(run);
  const [chosen, setChosen] = useState<readonly [string | null, string | null]>([null, null]);
  const { placed, place, forget } = usePlaced();
  const placing = useRef<HTMLDivElement>(null);
  const comparison = useRef<HTMLDivElement>(null);
  if (!list) return null;
  const compare = (id: string) => {
    setChosen([null, id]);
    comparison.current?.scrollIntoView({ block: 'start' });
  };
  const placeIn = async (run: RunInfo) => {
    if (await place(run)) placing.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <RunsSection list={list} onCompare={({ id }) => compare(id)} onPlace={(run) => void placeIn(run)} />
      <div ref={placing}>{placed ? <PlacedSection placed={placed} onClose={forget} /> : null}</div>
      <div ref={comparison}>
        <Later>
          <CompareSection runs={list.runs} chosen={chosen} onChoose={(first, second) => setChosen([first, second])} />
        </Later>
      </div>
    </>
  );
}
