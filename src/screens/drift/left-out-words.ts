import type { Timeline } from '../../../workers/protocol/timeline';
import { i18n } from '../../i18n';
import { windowCount } from '../../i18n/window-words';
import type { Language } from '../../workbench/names';

/** How much of a long file the timeline leaves out, and what to do about it; empty where it shows all of it. */
export function leftOutSentence(
  timeline: Pick<Timeline, 'unit' | 'leftOutBefore' | 'leftOutAfter'> & { readonly windows: { readonly length: number } },
  language: Language,
): string {
  const { unit, leftOutBefore, leftOutAfter } = timeline;
  // A timeline of an older workspace says nothing.
  if (!(leftOutBefore > 0) && !(leftOutAfter > 0)) return '';
  const t = i18n.getFixedT(language);
  const count = (n: number) => windowCount(timeline, n, language);
  const where = leftOutBefore > 0 && leftOutAfter > 0 ? 'both' : leftOutBefore > 0 ? 'before' : 'after';
  const what = t(`drift.leftOut.${where}`, {
    shown: count(timeline.windows.length),
    before: count(leftOutBefore),
    after: count(leftOutAfter),
  });
  return `${what}${language === 'en' ? ' ' : ''}${t(unit === 'week' ? 'drift.leftOut.week' : 'drift.leftOut.month')}`;
}
