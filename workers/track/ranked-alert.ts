import type { Alert } from '../protocol/timeline';

/** An alert with how far it is beyond what calls for action (1), so that kinds can be put in one order. */
export interface RankedAlert {
  readonly alert: Alert;
  readonly strength: number;
}
