import type { Findings } from '../protocol/findings';
import { readFindings } from '../runs';
import { learnedUnder, type Assigning } from './assigning';
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
  toKeep(run: RunState): Findings {
    return { looks: this.explaining.known(run), assignment: this.assigning.byLabel(run) };
  }

  /** @param part as it was kept with the run */
  restore(run: RunState, part: object | undefined): void {
    const { looks, assignment } = readFindings(part, {
      features: run.matrix.features,
      k: run.segmentation.k,
      learnedUnder: learnedUnder(run),
    });
    if (looks) this.explaining.remember(run, looks);
    if (assignment) this.assigning.remember(run, assignment);
  }
}
