import { useState, type KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/**
 * One tab stop for many buttons in `columns` columns: arrow keys go to the next one there is, and the last one visited is where Tab comes back to.
 * Elements carry their place as `data-place`; places without an element are passed over.
 */
export function useRoving(count: number, columns: number, first: number) {
  const [visited, setVisited] = useState<number | null>(null);
  const stop = visited !== null && visited < count ? visited : first;
  const onKeyDown = (event: KeyboardEvent<Element>) => {
    const step = STEPS[event.key];
    const here = Number((event.target as Element).getAttribute('data-place') ?? Number.NaN);
    if (!step || Number.isNaN(here) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [across, down] = step;
    const by = across + down * columns;
    for (let place = here + by; place >= 0 && place < count; place += by) {
      if (across !== 0 && columns > 1 && Math.floor(place / columns) !== Math.floor(here / columns)) return;
      const next = event.currentTarget.querySelector<HTMLElement | SVGElement>(`[data-place="${place}"]`);
      if (!next) continue;
      setVisited(place);
      next.focus();
      return;
    }
  };
  return { stop, onKeyDown, visit: setVisited };
}
