import type { FeatureSpec } from '../../../workers/protocol/features';
import type { Alert, Timeline } from '../../../workers/protocol/timeline';
import { i18n } from '../../i18n';
import { formatFor } from '../../i18n/format';
import type { Language } from '../../workbench/names';
import { boundText } from './alert-value';
import { windowInSentence } from './movement/window-words';

/** Since when an alert holds, and whether it still does. */
export function courseText(alert: Alert, timeline: Pick<Timeline, 'unit' | 'windows'>, language: Language): string {
  const t = i18n.getFixedT(language);
  const name = (index: number) => windowInSentence(timeline, index, language);
  const from = name(alert.window);
  if (alert.ongoing && alert.until > alert.window) return t('drift.course.ongoing', { from });
  if (alert.until > alert.window) return t('drift.course.over', { from, until: name(alert.until) });
  return t('drift.course.once', { from });
}

/** How sure it is: 1 − the corrected p. Never «100 %», which no test gives. */
export function sureText(alert: Alert, language: Language): string {
  const t = i18n.getFixedT(language);
  const format = formatFor(language);
  return alert.confidence > 0.999
    ? t('drift.course.surer', { confidence: format.percent(0.999) })
    : t('drift.course.sure', { confidence: format.percent(alert.confidence) });
}

/** What would make it go away. */
export function clearsText({ clears }: Alert, language: Language): string {
  const t = i18n.getFixedT(language);
  if (!clears) return t('drift.course.told');
  return t(clears.direction === 'below' ? 'drift.course.clearsBelow' : 'drift.course.clearsAbove', {
    figure: t(`drift.course.figures.${clears.figure}`),
    bound: boundText(clears, language),
  });
}

export function specOf(alert: Alert, specs: readonly FeatureSpec[]): FeatureSpec | undefined {
  return specs.find(({ id }) => id === alert.feature);
}
