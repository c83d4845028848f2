import type { Run } from '../../workbench/store';
import { RunsSection } from './RunsSection';
import { useRunList } from './use-run-list';

/** The runs of the workspace, and two of them side by side. */
export function RunsSections({ run }: { run: Run }) {
  const list = useRunList(run);
  if (!list) return null;
  return <RunsSection list={list} onCompare={() => undefined} />;
}
