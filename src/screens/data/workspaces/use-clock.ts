import { useEffect, useState } from 'react';

/** Date.now(), read anew every `interval` ms and when the page comes to the front. */
export function useClock(interval = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const read = () => setNow(Date.now());
    const timer = setInterval(read, interval);
    window.addEventListener('focus', read);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', read);
    };
  }, [interval]);
  return now;
}
