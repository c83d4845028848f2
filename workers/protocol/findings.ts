import type { Assignment } from './assignment';
import type { Looks } from './looks';

/** What was asked for about the segments of a run; null where it was not. */
export interface Findings {
  readonly looks: Looks | null;
  readonly assignment: Assignment | null;
}

export const NOTHING_FOUND: Findings = { looks: null, assignment: null };
