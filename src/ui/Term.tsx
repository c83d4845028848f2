import type { ReactNode } from 'react';
import classes from './ui.module.css';

/** A word that explains itself on hover, focus and touch: the marketer's words first, a formula after them. `Hints` shows them. */
export function Term({ children, note }: { children: ReactNode; note: string }) {
  return (
    <button type="button" className={classes.term} data-hint={note}>
      {children}
    </button>
  );
}
