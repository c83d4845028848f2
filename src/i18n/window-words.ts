import type { Timeline } from '../../workers/protocol/timeline';
import type { Language } from '../workbench/names';
import { formatFor } from './format';
import { i18n } from './index';

/** «May 2025» for a month, «the week of 5 May 2025» for a week. */
export function windowName(timeline: Pick<Timeline, 'unit'>, label: string, language: Language): string {
  const format = formatFor(language);
  if (timeline.unit === 'month') return format.month(label);
  return i18n.getFixedT(language)('drift.weekOf', { date: format.date(Date.parse(`${label}T00:00:00Z`)) });
}

/** «9 months», «1 week». */
export function windowCount({ unit }: Pick<Timeline, 'unit'>, count: number, language: Language): string {
  return i18n.getFixedT(language)(unit === 'month' ? 'drift.headline.months' : 'drift.headline.weeks', { count });
}

/** As short as an axis needs it: «May ’25» and «May 5». */
export function windowTick(timeline: Pick<Timeline, 'unit'>, label: string, language: Language): string {
  const time = Date.parse(timeline.unit === 'month' ? `${label}-01T00:00:00Z` : `${label}T00:00:00Z`);
  if (!Number.isFinite(time)) return label;
  // «May 25» would read as a day.
  if (timeline.unit === 'month' && language === 'en') {
    const month = new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'short' }).format(time);
    return `${month} ’${label.slice(2, 4)}`;
  }
  const options: Intl.DateTimeFormatOptions =
    timeline.unit === 'month' ? { timeZone: 'UTC', month: 'short', year: '2-digit' } : { timeZone: 'UTC', month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(language, options).format(time);
}
