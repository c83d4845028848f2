import { startTransition, useEffect, useRef, useState, type ReactNode } from 'react';
import { takeTurn } from './turns';

interface LaterProps {
  readonly children: ReactNode;
  /** Holds the place meanwhile. */
  readonly fallback?: ReactNode;
}

/**
 * Draws its children after everything that comes without delay, when its turn has come: from top to bottom, each in a commit of
 * its own and in slices between which the page answers.
 */
export function Later({ children, fallback = null }: LaterProps) {
  const [ready, setReady] = useState(false);
  const drawn = useRef<(() => void) | null>(null);
  useEffect(() => {
    const over = takeTurn(() => startTransition(() => setReady(true)));
    drawn.current = over;
    return over;
  }, []);
  useEffect(() => {
    if (ready) drawn.current?.();
  }, [ready]);
  return ready ? children : fallback;
}
