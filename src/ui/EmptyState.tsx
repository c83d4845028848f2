import type { ReactNode } from 'react';
import classes from './ui.module.css';

/** What an empty screen will show, and how to get it. */
export function EmptyState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <h1 className={classes.emptyTitle}>{title}</h1>
      <div className={classes.emptyBody}>{children}</div>
      {action ? <div className={classes.emptyAction}>{action}</div> : null}
    </div>
  );
}
