import { useId, type ReactNode } from 'react';
import classes from './ui.module.css';

interface SectionProps {
  title: string;
  lead?: ReactNode;
  /** Controls beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a screen: its title on the canvas, its content below. */
export function Section({ title, lead, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <header className={classes.sectionHead}>
        <div>
          <h2 id={id} className={classes.sectionTitle}>
            {title}
          </h2>
          {lead ? <p className={classes.sectionLead}>{lead}</p> : null}
        </div>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** A surface with a hairline. */
export function Card({ children, flush = false }: { children: ReactNode; flush?: boolean }) {
  return (
    <div className={classes.card} data-flush={flush || undefined}>
      {children}
    </div>
  );
}
