import { AWAY, type UserPath } from '../../../workers/protocol/movement';
import type { Timeline } from '../../../workers/protocol/timeline';
import { i18n } from '../../i18n';
import { formatFor } from '../../i18n/format';
import { windowName } from '../../i18n/window-words';
import type { Language } from '../../workbench/names';
import { nameIn } from '../drift/movement/flow-words';
import { windowInSentence } from '../drift/movement/window-words';

export interface PathContext {
  readonly path: Pick<UserPath, 'segments' | 'events' | 'orders' | 'revenue'>;
  readonly timeline: Pick<Timeline, 'unit' | 'windows'>;
  /** Segment names by number. */
  readonly names: readonly string[];
  readonly language: Language;
}

/** How often a user was there, in how many segments, and since when in the last one. */
export function pathSentence({ path, timeline, names, language }: PathContext): string {
  const t = i18n.getFixedT(language);
  const { segments } = path;
  const windows = t(timeline.unit === 'month' ? 'drift.headline.months' : 'drift.headline.weeks', { count: segments.length });
  const active = segments.filter((id) => id !== AWAY);
  if (active.length === 0) return t('movement.path.never', { windows });
  const last = active.at(-1)!;
  const a = nameIn({ names, language }, last);
  const params = { active: formatFor(language).number(active.length), windows, a };
  const different = new Set(active).size;
  if (different === 1) return t('movement.path.one', params);
  // Windows away do not end a stay in a segment.
  let since = segments.length - 1;
  for (let w = segments.length - 1; w >= 0 && (segments[w] === last || segments[w] === AWAY); w--) if (segments[w] === last) since = w;
  return t('movement.path.many', {
    ...params,
    segments: formatFor(language).number(different),
    since: windowInSentence(timeline, since, language),
  });
}

/** A window's figures in one line: its name, the segment, and what the user did. */
export function pathFigures({ path, timeline, names, language }: PathContext, window: number): string {
  const t = i18n.getFixedT(language);
  const format = formatFor(language);
  const name = windowName(timeline, timeline.windows[window]?.label ?? '', language);
  const id = path.segments[window] ?? AWAY;
  const events = path.events[window] ?? 0;
  const orders = path.orders[window] ?? 0;
  const figures = [
    id === AWAY ? t('movement.path.away') : nameIn({ names, language }, id),
    t('movement.path.eventsNumber', { count: events, number: format.number(events) }),
    t('movement.path.ordersNumber', { count: orders, number: format.number(orders) }),
    ...(path.revenue ? [t('movement.path.revenueOf', { value: format.money(path.revenue[window] ?? 0) })] : []),
  ];
  // Who did nothing has no figures worth a line.
  const said = id === AWAY && events === 0 ? figures.slice(0, 1) : figures;
  return format.said(name, said.join(' · '));
}
