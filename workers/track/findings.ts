import type { Alert } from '../protocol/timeline';

/** One subject that moved in one window, before the windows in a row are put together into an alert. */
export interface Finding extends Omit<Alert, 'id' | 'until' | 'ongoing' | 'latest' | 'confidence' | 'features' | 'segments'> {
  /** What moved, among all of the kind. */
  readonly subject: string;
  /** It is not enough to raise an alert, but one that was raised before holds. */
  readonly holds?: boolean;
  /** How far it is beyond what calls for action (1), so that kinds can be put in one order. */
  readonly strength: number;
  /** Where the kind knows better than the window as a whole. */
  readonly features?: readonly string[];
  readonly segments?: readonly number[];
}
