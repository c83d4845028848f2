import { assignEarly, assignmentByNumber, type Learned } from '../assign';
import type { Trainer } from '../encode/trainer';
import type { Assignment } from '../protocol/assignment';
import type { Segmentation } from '../protocol/model';
import { drive, type Progress } from '../protocol/progress';
import type { AssignmentRecipe } from '../protocol/training-recipe';
import { learnedUnder } from '../runs';
import type { RunState } from './run';

/** How well new users can be placed in the segments of a run. Kept as long as the segments are, for what the recipe says of it. */
export class Assigning {
  readonly #kept = new WeakMap<Segmentation, { readonly key: string; readonly learned: Learned }>();

  /** @throws AppError `training-diverged`, `cancelled`, and what the trainer throws */
  async of(run: RunState, trainer: Trainer, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Assignment> {
    const known = this.byLabel(run);
    // Earlier versions kept what was found without the network, or without how it does beside the segments.
    if (known && ((known.network && known.told.assignment?.ahead !== undefined) || known.told.none))
      return assignmentByNumber(known.told, run.numbers);
    const { opened, matrix, embedding, segmentation, recipe } = run;
    const { labels, k: classes } = segmentation;
    const by = { features: recipe.features, matrix, embedding, segmentation };
    const input = { events: opened.ingested.events, matrix, labels, classes, recipe, by };
    const learned = await drive(assignEarly(input, trainer, signal), onProgress);
    this.remember(run, learned);
    return assignmentByNumber(learned.told, run.numbers);
  }

  /** Null where it was not asked for yet. */
  known(run: RunState): Assignment | null {
    const learned = this.byLabel(run);
    return learned && assignmentByNumber(learned.told, run.numbers);
  }

  /** The same with labels in place of the numbers of segments, and the network. */
  byLabel(run: RunState): Learned | null {
    const kept = this.#kept.get(run.segmentation);
    return kept?.key === learnedUnder(run.recipe) ? kept.learned : null;
  }

  /** What was found before, in another engine. @param learned by label; of an earlier version without the network */
  remember(run: RunState, learned: Learned): void {
    this.#kept.set(run.segmentation, { key: learnedUnder(run.recipe), learned });
  }
}

/** The run with other choices for the network. */
export const withAssignment = (run: RunState, assignment: AssignmentRecipe): RunState => ({
  ...run,
  recipe: { ...run.recipe, assignment },
});
