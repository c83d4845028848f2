const DAY = 86_400_000;

/** Wall-clock time in the zone, as if it were UTC. Whole seconds. */
function wallClock(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((candidate) => candidate.type === type)!.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** ms UTC at which the day `yyyy-mm-dd` begins in the zone; `plusDays` later if told. Null where there is no such day. */
export function dayStart(day: string, timeZone: string, plusDays = 0): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return null;
  const midnight = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  if (new Date(midnight).toISOString().slice(0, 10) !== day) return null;
  const wall = midnight + plusDays * DAY;
  // The offset at the answer is what counts; the second step is right wherever no clock changes within a day of it.
  let ms = wall;
  for (let step = 0; step < 2; step++) ms += wall - wallClock(ms, timeZone);
  // Where the clock leaps over midnight the day begins at one.
  return ms + Math.max(0, wall - wallClock(ms, timeZone));
}

/** The day in the zone to which the moment belongs, `yyyy-mm-dd`. */
export function dayOf(ms: number, timeZone: string): string {
  return new Date(wallClock(ms, timeZone)).toISOString().slice(0, 10);
}
