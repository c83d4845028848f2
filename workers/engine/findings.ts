import type { Findings } from '../protocol/findings';
import { learnedUnder, readFindings, type Found } from '../runs';
import type { Assigning } from './assigning';
import type { Explaining } from './explaining';
import type { RunState } from './run';

/** What was asked for about the segments of runs: as screens and report tell it, as it is kept, and brought back. */
export class RunFindings {
  constructor(
    private readonly explaining: Explaining,
    private readonly assigning: Assigning,
  ) {}

  /** Segments by number. */
  known(run: RunState): Findings {
    return { looks: this.explaining.known(run), assignment: this.assigning.known(run) };
  }

  /** Segments by label. */
  toKeep(run: RunState): Found {
    const { told = null, network = null } = this.assigning.byLabel(run) ?? {};
    return { looks: this.explaining.known(run), assignment: told, network };
  }

  /** @param part as it was kept with the run */
  restore(run: RunState, part: object | undefined): void {
    const { looks, assignment, network } = readFindings(part, {
      features: run.matrix.features,
      k: run.segmentation.k,
      learnedUnder: learnedUnder(run.recipe),
    });
    if (looks) this.explaining.remember(run, looks);
    if (assignment) this.assigning.remember(run, { told: assignment, network });
  }
}
