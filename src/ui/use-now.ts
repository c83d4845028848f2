import { useEffect, useState } from 'react';

/** performance.now(), read anew every `interval` ms while `running`, so that times on the screen move between reports. */
export function useNow(running: boolean, interval = 500): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(performance.now()), interval);
    return () => clearInterval(timer);
  }, [running, interval]);
  return now;
}
