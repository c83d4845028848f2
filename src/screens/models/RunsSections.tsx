import { useRef, useState } from 'react';
import { Later } from '../../ui/Later';
import type { Run } from '../../workbench/store';
import { CompareSection } from './compare/CompareSection';
import { RunsSection } from './RunsSection';
import { useRunList } from './use-run-list';

/** The runs of the workspace, and two of them side by side. */
export function RunsSections({ run }: { run: Run }) {
  const list = useRunList(run);
  const [chosen, setChosen] = useState<readonly [string | null, string | null]>([null, null]);
  const comparison = useRef<HTMLDivElement>(null);
  if (!list) return null;
  const compare = (id: string) => {
    setChosen([null, id]);
    comparison.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <RunsSection list={list} onCompare={({ id }) => compare(id)} />
      <div ref={comparison}>
        <Later>
          <CompareSection runs={list.runs} chosen={chosen} onChoose={(first, second) => setChosen([first, second])} />
        </Later>
      </div>
    </>
  );
}
