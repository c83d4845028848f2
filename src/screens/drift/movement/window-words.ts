import type { Timeline } from '../../../../workers/protocol/timeline';
import { windowName } from '../../../i18n/window-words';
import type { Language } from '../../../workbench/names';

export type Windows = Pick<Timeline, 'unit' | 'windows'>;

/** A window's name within a sentence: «May 2011», «the week of 5 May 2011». */
export function windowInSentence(timeline: Windows, index: number, language: Language): string {
  const name = windowName(timeline, timeline.windows[index]?.label ?? '', language);
  return language === 'en' && timeline.unit === 'week' ? `the ${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}
