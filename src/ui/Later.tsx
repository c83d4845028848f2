import { useDeferredValue, type ReactNode } from 'react';

/** Draws its children in the pass after the first, in slices between which the page answers: for what is large and not looked at first. */
export function Later({ children }: { children: ReactNode }) {
  const ready = useDeferredValue(true, false);
  return ready ? children : null;
}
