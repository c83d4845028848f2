import type { ReactNode } from 'react';
import classes from './ui.module.css';

interface NoteProps {
  tone?: 'calm' | 'watch' | 'act';
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  /** `alert` interrupts a screen reader; use it for problems only. */
  role?: 'alert' | 'status' | 'note';
}

/** A boxed remark within a screen: something to know, or something to do. */
export function Note({ tone = 'calm', title, children, action, role = 'note' }: NoteProps) {
  return (
    <div className={classes.note} data-tone={tone} role={role}>
      <div className={classes.noteText}>
        {title ? <strong>{title}</strong> : null}
        {children ? <div>{children}</div> : null}
      </div>
      {action ? <div className={classes.noteAction}>{action}</div> : null}
    </div>
  );
}
