import { useState } from 'react';
import type { Assignment } from '../../workers/protocol/assignment';
import type { AssignmentRecipe } from '../../workers/protocol/training-recipe';
import { learnAssignment } from './actions';
import type { Run } from './store';

/** By the segments of the run: other segments have to be learned anew. */
const known = new WeakMap<Run['result']['segments'], Assignment>();

/** What is known of placing new users in the segments of a run, and how to ask for it. */
export function useAssignment({ result: { segments } }: Run): {
  readonly result: Assignment | null;
  readonly ask: (choices: AssignmentRecipe) => Promise<void>;
} {
  const [, setAsked] = useState(0);
  const ask = async (choices: AssignmentRecipe) => {
    const found = await learnAssignment(choices);
    if (!found) return;
    known.set(segments, found);
    setAsked((times) => times + 1);
  };
  return { result: known.get(segments) ?? segments.findings.assignment, ask };
}
