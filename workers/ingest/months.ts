import type { Zone } from '../protocol/events';

const DAY = 86_400_000;

/** Calendar month of a UTC time on the wall clocks of the zone, counted from January of the year 0; the last day's answer is kept. */
export function monthIndex(zone: Zone): (utcMs: number) => number {
  let lastDay = Number.NaN;
  let lastMonth = 0;
  return (utcMs) => {
    const day = Math.floor((utcMs + zone.offset(utcMs)) / DAY);
    if (day !== lastDay) {
      const date = new Date(day * DAY);
      lastDay = day;
      lastMonth = date.getUTCFullYear() * 12 + date.getUTCMonth();
    }
    return lastMonth;
  };
}

/** `2011-05`. */
export function monthLabel(index: number): string {
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The month of a {@link monthLabel}. */
export function monthOfLabel(label: string): number {
  return Number(label.slice(0, -3)) * 12 + Number(label.slice(-2)) - 1;
}
