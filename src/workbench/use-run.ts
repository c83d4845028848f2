import { useDeferredValue } from 'react';
import { useWorkbench, type Run } from './store';

/**
 * The last run, for what draws all of it. The store itself updates in one piece; a newer run comes to these a moment later, in
 * slices between which the page answers.
 */
export function useRun(): Run | null {
  return useDeferredValue(useWorkbench((state) => state.run));
}
