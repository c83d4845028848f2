import type { Random } from '../math/random';

const FIRST_YEAR = 2024;
const MONTH_COUNT = 18;
/** ms UTC of the first second of the sample, 1 January 2024. */
export const START = Date.UTC(FIRST_YEAR, 0, 1);

export interface Month {
  /** `2024-01`. */
  readonly label: string;
  /** Days since START of its first day. */
  readonly firstDay: number;
  readonly weekdays: readonly number[];
  readonly weekendDays: readonly number[];
}

const DAY = 86_400_000;

/** The calendar months of the sample; days count from START. */
export const MONTHS: readonly Month[] = Array.from({ length: MONTH_COUNT }, (_, index) => {
  const from = Date.UTC(FIRST_YEAR, index, 1);
  const to = Date.UTC(FIRST_YEAR, index + 1, 1);
  const weekdays: number[] = [];
  const weekendDays: number[] = [];
  for (let time = from; time < to; time += DAY) {
    const weekday = new Date(time).getUTCDay();
    (weekday === 0 || weekday === 6 ? weekendDays : weekdays).push((time - START) / DAY);
  }
  return { label: new Date(from).toISOString().slice(0, 7), firstDay: (from - START) / DAY, weekdays, weekendDays };
});

const DAY_COUNT = (Date.UTC(FIRST_YEAR, MONTH_COUNT, 1) - START) / DAY;

/** Month index of each day since START. */
export const MONTH_OF_DAY: Uint8Array = (() => {
  const months = new Uint8Array(DAY_COUNT);
  MONTHS.forEach((month, index) => months.fill(index, month.firstDay));
  return months;
})();

/** Days of the month after this one. */
export function daysLeftInMonth(day: number): number {
  const next = MONTH_OF_DAY[day]! + 1;
  return (MONTHS[next]?.firstDay ?? DAY_COUNT) - 1 - day;
}

/** Starts of visits by hour outside the evening: a shop's usual day. */
const DAY_HOURS = [2, 1, 1, 0, 0, 1, 3, 6, 9, 11, 12, 11, 12, 11, 10, 10, 10, 9].flatMap((weight, hour) =>
  Array<number>(weight).fill(hour),
);
const EVENING_HOURS = [18, 19, 19, 20, 20, 20, 21, 21, 21, 22];

/**
 * Seconds since START at which a visit begins, given its place in the sample as a turn in 0…1. Months are equally likely whatever
 * their length and their number of weekends, so that a month's mix of visitors does not follow the calendar.
 */
export function visitStart(rng: Random, turn: number, weekendShare: number, eveningShare: number): number {
  const month = MONTHS[Math.floor(turn * MONTH_COUNT)]!;
  const days = rng.next() < weekendShare ? month.weekendDays : month.weekdays;
  const day = days[rng.int(days.length)]!;
  const hours = rng.next() < eveningShare ? EVENING_HOURS : DAY_HOURS;
  const hour = hours[rng.int(hours.length)]!;
  return day * 86_400 + hour * 3600 + rng.int(3600);
}
