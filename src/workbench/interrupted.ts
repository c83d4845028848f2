import type { Recipe } from '../../workers/protocol/recipe';

/** A run that a reload cut off: what it was of, and the recipe, so that the person need not set everything again. */
export interface Interrupted {
  readonly fileName: string;
  readonly fileSize: number;
  readonly sample: boolean;
  readonly recipe: Recipe;
}

const KEY = 'shoal.run-under-way';

export function markRunning(run: Interrupted): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(run));
  } catch {
    // Without storage a reload cannot be explained; the run itself is not affected.
  }
}

export function markFinished(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}

/** The run that was under way when the page was left, once. */
export function takeInterrupted(): Interrupted | null {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return text ? (JSON.parse(text) as Interrupted) : null;
  } catch {
    return null;
  }
}
