import type { ReactNode } from 'react';
import classes from './ui.module.css';

interface FigureProps {
  /** What the number counts; may hold a Term. */
  label: ReactNode;
  /** The number as the language writes it. */
  value: string;
  unit?: string;
  note?: ReactNode;
  /** A stable name for the figure, apart from its words. */
  id?: string;
}

/** A label, its number and unit, and a line that qualifies it. */
export function Figure({ label, value, unit, note, id }: FigureProps) {
  return (
    <div className={classes.figure}>
      <dt className={classes.figureLabel}>{label}</dt>
      <dd className={classes.figureValue} data-figure={id}>
        {value}
        {unit ? <span className={classes.figureUnit}> {unit}</span> : null}
      </dd>
      {note ? <dd className={classes.figureNote}>{note}</dd> : null}
    </div>
  );
}

/** Figures side by side, as many in a row as fit. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className={classes.figures}>{children}</dl>;
}
