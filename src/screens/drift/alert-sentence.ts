import type { FeatureSpec } from '../../../workers/protocol/features';
import type { TypesNamed } from '../../../workers/protocol/events';
import type { Alert, Timeline } from '../../../workers/protocol/timeline';
import { i18n } from '../../i18n';
import { featureName, featureValue } from '../../i18n/feature-words';
import { clip, formatFor } from '../../i18n/format';
import { typeWord } from '../../i18n/type-words';
import type { Language } from '../../workbench/names';
import { alertValue } from './alert-value';

/** What an alert's words depend on. Nothing else: the same context gives the same sentence. */
export interface AlertContext {
  readonly timeline: Pick<Timeline, 'unit' | 'windows'>;
  /** Segment names by id. */
  readonly names: readonly string[];
  readonly specs: readonly FeatureSpec[];
  /** Of the file: whether types of events are its own words. */
  readonly types: TypesNamed;
  readonly language: Language;
}

/** «in May 2025», «in the week of 5 May 2025». */
export function inWindow(timeline: Pick<Timeline, 'unit' | 'windows'>, index: number, language: Language): string {
  const t = i18n.getFixedT(language);
  const format = formatFor(language);
  const label = timeline.windows[index]?.label ?? '';
  return timeline.unit === 'month'
    ? t('drift.inMonth', { month: format.month(label) })
    : t('drift.inWeek', { date: format.date(Date.parse(`${label}T00:00:00Z`)) });
}

/** Two shares with as many decimals as it takes to tell them apart (at most two). */
export function sharePair(before: number, after: number, language: Language): readonly [string, string] {
  const format = formatFor(language);
  const digits = [0, 1, 2].find((d) => {
    const scale = 100 * 10 ** d;
    return Math.abs(Math.round(before * scale) - Math.round(after * scale)) >= 2;
  });
  return [format.percent(before, digits ?? 2), format.percent(after, digits ?? 2)];
}

function lowerFirst(text: string, language: Language): string {
  return language === 'en' ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** An alert as a sentence without a full stop: «Bargain hunters fell from 24% to 15% in May 2025; the view-to-purchase rate moved most». */
export function alertSentence(alert: Alert, context: AlertContext): string {
  const { timeline, names, specs, language } = context;
  const t = i18n.getFixedT(language);
  const format = formatFor(language);
  const when = inWindow(timeline, alert.window, language);
  const rose = alert.after > alert.before;
  const spec = specs.find(({ id }) => id === alert.feature);
  const feature = spec ? featureName(spec, language) : (alert.feature ?? '');
  const nameOf = nameWords(alert, context);
  const name = nameOf(alert.name ?? '');
  const several =
    (alert.nameCount ?? 1) > 1
      ? { number: format.number(alert.nameCount!), names: newNames(alert, nameOf, language), after: format.number(alert.after), when }
      : null;
  switch (alert.kind) {
    case 'segment-share': {
      const [before, after] = sharePair(alert.before, alert.after, language);
      const segment = clip(names[alert.segment ?? -1] ?? String(alert.segment ?? ''), 60);
      const sentence = t(rose ? 'drift.sentence.shareRose' : 'drift.sentence.shareFell', { name: segment, before, after, when });
      return feature ? t('drift.sentence.movedMost', { sentence, feature: lowerFirst(feature, language) }) : sentence;
    }
    case 'feature': {
      const value = (figure: number) => (spec ? featureValue(figure, spec, language) : format.significant(figure));
      const [before, after] = [value(alert.before), value(alert.after)];
      const psi = format.number(alert.psi ?? Number.NaN, 2);
      // A distribution can change while its mean does not.
      if (before === after) return t('drift.sentence.featureMoved', { feature, when, psi });
      return t(rose ? 'drift.sentence.featureRose' : 'drift.sentence.featureFell', { feature, before, after, when, psi });
    }
    case 'active-users':
      return t(rose ? 'drift.sentence.activeAbove' : 'drift.sentence.activeBelow', {
        before: format.number(alert.before),
        after: format.number(alert.after),
        when,
      });
    case 'business': {
      const value = (figure: number) => alertValue(alert, figure, undefined, language);
      return t(rose ? 'drift.sentence.businessRose' : 'drift.sentence.businessFell', {
        figure: alert.figure ? t(`drift.business.${alert.figure}`) : '',
        before: value(alert.before),
        after: value(alert.after),
        when,
      });
    }
    case 'embedding':
      return t('drift.sentence.embedding', { after: format.number(alert.after, 2), when });
    case 'event-type-share': {
      const [before, after] = sharePair(alert.before, alert.after, language);
      return t(rose ? 'drift.sentence.typeRose' : 'drift.sentence.typeFell', { name, before, after, when });
    }
    case 'new-event-type':
      if (several) return t('drift.sentence.newTypes', several);
      return t('drift.sentence.newType', { count: alert.after, name, after: format.number(alert.after), when });
    case 'new-category':
      if (several) return t('drift.sentence.newCategories', several);
      return t('drift.sentence.newCategory', { count: alert.after, name, after: format.number(alert.after), when });
    case 'data-drift':
      return t('drift.sentence.dataDrift', { before: format.percent(alert.before, 0), after: format.percent(alert.after, 0), when });
  }
}

/** What an alert calls by name is the file's word, but for types of events that it does not name. */
function nameWords({ kind }: Alert, { types, language }: AlertContext): (name: string) => string {
  const isType = kind === 'event-type-share' || kind === 'new-event-type';
  return (name) => clip(isType ? typeWord(name, types, language) : name, 40);
}

/** «a», «b» and 12 more. */
function newNames({ names = [], nameCount = names.length }: Alert, nameOf: (name: string) => string, language: Language): string {
  const t = i18n.getFixedT(language);
  const format = formatFor(language);
  const quoted = names.map((name) => t('drift.sentence.quoted', { name: nameOf(name) }));
  const more = nameCount - names.length;
  return format.list(more > 0 ? [...quoted, t('drift.sentence.more', { number: format.number(more) })] : quoted);
}

/** The sentences of all alerts, in the order of the timeline: the run report's words. `names` by segment id. */
export function alertSentences(
  timeline: Timeline,
  names: readonly string[],
  language: Language,
  specs: readonly FeatureSpec[],
  types: AlertContext['types'],
): string[] {
  return timeline.alerts.map((alert) => alertSentence(alert, { timeline, names, specs, types, language }));
}
