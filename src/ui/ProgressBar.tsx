import classes from './ui.module.css';

/** A thin bar. `value` is 0…1, or null while nothing can be said of how far the work is. */
export function ProgressBar({ value, label, text }: { value: number | null; label: string; text?: string }) {
  const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      className={classes.progress}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
      data-indeterminate={percent === undefined || undefined}
    >
      <div className={classes.progressFill} style={percent === undefined ? undefined : { transform: `scaleX(${percent / 100})` }} />
    </div>
  );
}
