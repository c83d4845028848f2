import { AppError } from '../protocol/errors';
import { MOST_UNPINNED_RUNS, type RunInfo, type RunSummary } from '../protocol/runs';
import type { KeptRun } from './record';

/**
 * The runs of a workspace: those that are pinned, and the newest of the others. A run is changed by replacing it, so that what has not changed
 * is the same object.
 */
export class RunLibrary {
  /** In the order in which they came. */
  #runs: readonly KeptRun[] = [];
  #current: string | null = null;
  #deleted: { readonly run: KeptRun; readonly at: number } | null = null;

  get runs(): readonly KeptRun[] {
    return this.#runs;
  }

  /** The run on the screen. */
  get current(): KeptRun | null {
    return this.#runs.find(({ summary }) => summary.id === this.#current) ?? null;
  }

  /** @throws AppError `run-gone` */
  find(id: string): KeptRun {
    const found = this.#runs.find(({ summary }) => summary.id === id);
    if (!found) throw new AppError('run-gone');
    return found;
  }

  /** The run on the screen: the one of that id is replaced, or joins the list. */
  follow(run: KeptRun): void {
    this.#current = run.summary.id;
    this.put(run);
  }

  put(run: KeptRun): void {
    const at = this.#runs.findIndex(({ summary }) => summary.id === run.summary.id);
    if (this.#runs[at] !== run) this.#runs = at >= 0 ? this.#runs.with(at, run) : [...this.#runs, run];
    this.#letGo();
  }

  /** None is let go for it: a run that is no longer pinned stays until another one comes. @throws AppError `run-gone` */
  change(id: string, change: Partial<RunSummary>): void {
    const run = this.find(id);
    this.#runs = this.#runs.with(this.#runs.indexOf(run), { ...run, summary: { ...run.summary, ...change } });
  }

  /** Nothing of the run is on the screen any more. */
  leave(): void {
    this.#current = null;
    this.#letGo();
  }

  /** @throws AppError `run-gone`; `run-current` for the one on the screen */
  delete(id: string): void {
    const run = this.find(id);
    if (id === this.#current) throw new AppError('run-current');
    this.#deleted = { run, at: this.#runs.indexOf(run) };
    this.#runs = this.#runs.filter((other) => other !== run);
  }

  /** The run that was deleted last, in its place. @throws AppError `run-gone` */
  bringBack(): void {
    if (!this.#deleted) throw new AppError('run-gone');
    const { run, at } = this.#deleted;
    this.#deleted = null;
    // One that has come under its id since is that run again.
    this.#runs = this.#runs.filter(({ summary }) => summary.id !== run.summary.id).toSpliced(at, 0, run);
  }

  replace(runs: readonly KeptRun[]): void {
    this.#runs = runs;
    this.#current = null;
    this.#deleted = null;
  }

  /** Runs from before those that there are. */
  putBefore(runs: readonly KeptRun[]): void {
    const known = new Set(this.#runs.map(({ summary }) => summary.id));
    this.#runs = [...runs.filter(({ summary }) => !known.has(summary.id)), ...this.#runs];
    this.#letGo();
  }

  /** Newest first. */
  view(): Omit<RunInfo, 'hindrance'>[] {
    return this.#runs.map(({ summary }) => ({ ...summary, current: summary.id === this.#current })).reverse();
  }

  #letGo(): void {
    let tooMany = this.#runs.filter(({ summary }) => !summary.pinned).length - MOST_UNPINNED_RUNS;
    if (tooMany <= 0) return;
    this.#runs = this.#runs.filter(({ summary: { id, pinned } }) => pinned || id === this.#current || tooMany-- <= 0);
  }
}
