import type { Language } from '../../../workbench/names';

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** «3 minutes ago», «yesterday». A clock that was set back since gives «now». */
export function ago(ms: number, now: number, language: Language): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const seconds = Math.max(0, (now - ms) / 1000);
  const [unit, length] = STEPS.find(([, long]) => seconds >= long) ?? ['second', 1];
  return words.format(unit === 'second' ? 0 : -Math.floor(seconds / length), unit);
}
