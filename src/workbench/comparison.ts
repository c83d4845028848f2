import { useState } from 'react';
import type { MethodComparison } from '../../workers/protocol/comparison';
import { compareMethods } from './actions';
import type { Run } from './store';

/** By the map of the run, which another number of segments or completed figures leave as it is. */
const known = new WeakMap<Run['result']['map'], MethodComparison>();

/** What is known of the methods on the users of a run, and how to ask for it. */
export function useComparison({ result: { map } }: Run): {
  readonly comparison: MethodComparison | null;
  readonly ask: () => Promise<void>;
} {
  const [, setAsked] = useState(0);
  const ask = async () => {
    const found = await compareMethods();
    if (!found) return;
    known.set(map, found);
    setAsked((times) => times + 1);
  };
  return { comparison: known.get(map) ?? null, ask };
}
