import { useEffect, useRef, useState } from 'react';

/** The latest value, at most once every `interval` ms: reports may come faster than a chart can be drawn. */
export function useSampled<T>(value: T, interval: number): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(() => {
    const timer = setInterval(() => setShown(latest.current), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return shown;
}
