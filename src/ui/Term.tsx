import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ui.module.css';

/** A word that explains itself on hover, focus and touch: the marketer's words first, a formula after them. */
export function Term({ children, note }: { children: ReactNode; note: string }) {
  return (
    <Tooltip label={note} multiline maw={320} events={{ hover: true, focus: true, touch: true }} withArrow openDelay={150}>
      <button type="button" className={classes.term}>
        {children}
      </button>
    </Tooltip>
  );
}
