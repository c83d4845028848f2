import type { Recipe } from '../../workers/protocol/recipe';

/** A run that a reload cut off: what it was of, and the recipe, so that the person need not set everything again. */
export interface Interrupted {
  readonly fileName: string;
  readonly fileSize: number;
  readonly sample: boolean;
  readonly recipe: Recipe;
  /** Id of the workspace that keeps the file; null where it is not kept. */
  readonly workspace: string | null;
}

const KEY = 'shoal.run-under-way';
let workspace: string | null = null;

export function markRunning(run: Omit<Interrupted, 'workspace'>): void {
  store({ ...run, workspace });
}

/** Where the run under way, and those to come, find their file again. */
export function markWorkspace(id: string | null): void {
  if (id === workspace) return;
  workspace = id;
  const run = stored();
  if (run) store({ ...run, workspace });
}

function store(run: Interrupted): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(run));
  } catch {
    // Without storage a reload cannot be explained; the run itself is not affected.
  }
}

function stored(): Interrupted | null {
  try {
    const text = sessionStorage.getItem(KEY);
    return text ? (JSON.parse(text) as Interrupted) : null;
  } catch {
    return null;
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
  const run = stored();
  markFinished();
  return run;
}
