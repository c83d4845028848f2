import type { Zone } from '../protocol/events';

/** Calendar month of a UTC time on the wall clocks of the zone, counted from January of the year 0; the last month's bounds are kept. */
export function monthIndex(zone: Zone): (utcMs: number) => number {
  let from = Number.NaN;
  let to = Number.NaN;
  let month = 0;
  return (utcMs) => {
    const wall = utcMs + zone.offset(utcMs);
    if (wall >= from && wall < to) return month;
    const date = new Date(wall);
    const years = date.getUTCFullYear();
    const months = date.getUTCMonth();
    from = startOfMonth(years, months);
    to = startOfMonth(years, months + 1);
    return (month = years * 12 + months);
  };
}

/** `Date.UTC` takes years below 100 for those of the last century. */
function startOfMonth(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}

/** `2011-05`. */
export function monthLabel(index: number): string {
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The month of a {@link monthLabel}. */
export function monthOfLabel(label: string): number {
  return Number(label.slice(0, -3)) * 12 + Number(label.slice(-2)) - 1;
}
