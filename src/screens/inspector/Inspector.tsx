import { useWorkbench } from '../../workbench/store';
import { useRun } from '../../workbench/use-run';
import { useSegments } from '../segments/named-segments';
import { AlertInspector } from './AlertInspector';
import { FlowInspector } from './FlowInspector';
import { SegmentInspector } from './SegmentInspector';
import { UserInspector } from './UserInspector';
import { UsersInspector } from './UsersInspector';
import { WindowInspector } from './WindowInspector';
import styles from './inspector.module.css';

/** Whatever is selected, on every screen, and what can be done with it. */
export function Inspector() {
  const run = useRun();
  const selection = useWorkbench((state) => state.selection);
  const segments = useSegments();
  if (!run || !selection) return null;
  const body = () => {
    switch (selection.kind) {
      case 'segment': {
        const segment = segments.find(({ id }) => id === selection.id);
        return segment ? <SegmentInspector key={segment.id} run={run} segment={segment} /> : null;
      }
      case 'user':
        return <UserInspector key={`${selection.row}-${run.signature}`} run={run} segments={segments} row={selection.row} />;
      case 'users':
        return <UsersInspector run={run} segments={segments} rows={selection.rows} />;
      case 'window':
        return <WindowInspector run={run} segments={segments} index={selection.index} />;
      case 'alert':
        return <AlertInspector run={run} segments={segments} index={selection.index} />;
      case 'flow': {
        const { from, to, segmentFrom, segmentTo } = selection;
        return (
          <FlowInspector
            key={`${from}-${to}-${segmentFrom}-${segmentTo}-${run.signature}`}
            run={run}
            segments={segments}
            flow={selection}
          />
        );
      }
    }
  };
  return <div className={styles.inspector}>{body()}</div>;
}
