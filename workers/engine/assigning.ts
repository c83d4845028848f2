import { assignEarly, assignmentByNumber } from '../assign';
import type { Trainer } from '../encode/trainer';
import { canonicalJson } from '../math/canonical-json';
import type { Assignment } from '../protocol/assignment';
import type { Segmentation } from '../protocol/model';
import { drive, type Progress } from '../protocol/progress';
import type { AssignmentRecipe } from '../protocol/training-recipe';
import type { RunState } from './run';

/** How well new users can be placed in the segments of a run. Kept as long as the segments are, for what the recipe says of it. */
export class Assigning {
  readonly #kept = new WeakMap<Segmentation, { readonly key: string; readonly result: Assignment }>();

  /** @throws AppError `training-diverged`, `cancelled`, and what the trainer throws */
  async of(run: RunState, trainer: Trainer, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Assignment> {
    const known = this.known(run);
    if (known) return known;
    const { opened, matrix, segmentation, recipe } = run;
    const input = { events: opened.ingested.events, matrix, labels: segmentation.labels, classes: segmentation.k, recipe };
    const result = await drive(assignEarly(input, trainer, signal), onProgress);
    this.remember(run, result);
    return assignmentByNumber(result, run.numbers);
  }

  /** Null where it was not asked for yet. */
  known(run: RunState): Assignment | null {
    const result = this.byLabel(run);
    return result && assignmentByNumber(result, run.numbers);
  }

  /** The same with labels in place of the numbers of segments. */
  byLabel(run: RunState): Assignment | null {
    const kept = this.#kept.get(run.segmentation);
    return kept?.key === learnedUnder(run) ? kept.result : null;
  }

  /** What was found before, in another engine. @param result by label */
  remember(run: RunState, result: Assignment): void {
    this.#kept.set(run.segmentation, { key: learnedUnder(run), result });
  }
}

/** The run with other choices for the network. */
export const withAssignment = (run: RunState, assignment: AssignmentRecipe): RunState => ({
  ...run,
  recipe: { ...run.recipe, assignment },
});

/** What of the recipe decides what is found of placing new users: it is true of a run with the same alone. */
export const learnedUnder = ({ recipe: { seed, encoder, assignment } }: RunState): string => canonicalJson([seed, encoder, assignment]);
