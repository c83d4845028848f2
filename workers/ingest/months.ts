import type { Zone } from '../protocol/events';

const DAY = 86_400_000;

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

/**
 * The month, counted as by {@link monthIndex}, in which all times from one to another lie on the clocks of any zone: null where they may lie in several, as they
 * may within a day of a month's beginning. Looks at no zone, which takes longer.
 */
export function wholeMonths(): (from: number, to: number) => number | null {
  let begin = Number.NaN;
  let end = Number.NaN;
  let month = 0;
  return (from, to) => {
    if (!(from >= begin && from < end)) {
      const date = new Date(from);
      const years = date.getUTCFullYear();
      const months = date.getUTCMonth();
      begin = startOfMonth(years, months);
      end = startOfMonth(years, months + 1);
      month = years * 12 + months;
    }
    // No zone is a day from UTC.
    return from >= begin + DAY && to < end - DAY ? month : null;
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
