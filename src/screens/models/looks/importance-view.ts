import type { TFunction } from 'i18next';
import type { FeatureSpec } from '../../../../workers/protocol/features';
import type { Importance, Importances, LookedAt, Looks } from '../../../../workers/protocol/looks';
import type { ImportanceBar } from '../../../charts/importance';
import { featureName } from '../../../i18n/feature-words';
import { clip, type Format } from '../../../i18n/format';
import type { Language } from '../../../workbench/names';

/** What is shuffled: features one by one, in groups, or what events are told by. */
export type View = 'features' | 'groups' | 'tokens';
export type Measure = 'moved' | 'loss';

/** Those that there is something of, in this order. */
export function viewsOf({ features, tokens }: Looks): View[] {
  return [...(features ? (['features', 'groups'] as const) : []), ...(tokens ? (['tokens'] as const) : [])];
}

export function importancesOf(looks: Looks, view: View): Importances {
  return (view === 'tokens' ? looks.tokens : looks.features)!;
}

const KINDS: Readonly<Record<View, readonly LookedAt['kind'][]>> = {
  features: ['feature', 'category', 'codes', 'words'],
  groups: ['group', 'codes', 'words'],
  tokens: ['token', 'order'],
};

export interface Named extends ImportanceBar {
  readonly of: LookedAt;
}

/** Bars of a view by a measure, the most important first. */
export function barsOf(items: readonly Importance[], view: View, measure: Measure, name: (of: LookedAt) => string): Named[] {
  return items
    .flatMap((item) => {
      const estimate = KINDS[view].includes(item.of.kind) ? item[measure] : null;
      return estimate ? [{ of: item.of, name: name(item.of), ...estimate }] : [];
    })
    .sort((a, b) => b.mean - a.mean);
}

/** Names are cut: they stand beside bars. */
export function lookedAtName(of: LookedAt, specs: readonly FeatureSpec[], t: TFunction, language: Language): string {
  switch (of.kind) {
    case 'feature':
      return clip(featureName(specs[of.feature]!, language), 40);
    case 'category':
      return clip(of.category, 40);
    case 'group':
      return t(`features.groups.${of.group}`);
    case 'token':
      return t(`looks.tokens.${of.field}`);
    case 'order':
      return t('looks.tokens.order');
    case 'codes':
    case 'words':
      return t(`looks.importance.${of.kind}`);
  }
}

/** The finding. */
export function titleOf(bars: readonly Named[], measure: Measure, loss: number | null, t: TFunction, format: Format): string {
  const [first, second] = bars;
  if (measure === 'loss') {
    if (!first || first.low <= 0) return t('looks.importance.losesNothing');
    const params = { first: first.name, loss: format.significant(loss ?? Number.NaN), increase: format.significant(first.mean) };
    return t('looks.importance.loses', params);
  }
  if (!first || first.mean === 0) return t('looks.importance.restsNothing');
  const params = { first: first.name, share: format.percent(first.mean, first.mean < 0.1 ? 1 : 0) };
  return second && second.low > 0
    ? t('looks.importance.restsTwo', { ...params, second: second.name })
    : t('looks.importance.rests', params);
}

const NAMED = 5;

/** What moves nobody at all; null where everything moves somebody. */
export function nothingOf(bars: readonly Named[], t: TFunction, format: Format): string | null {
  const idle = bars.filter(({ mean }) => mean === 0).map(({ name }) => name);
  if (idle.length === 0 || idle.length === bars.length) return null;
  const features = format.list(idle.slice(0, NAMED));
  const more = idle.length - NAMED;
  return more > 0
    ? t('looks.importance.nothingMore', { count: more, features })
    : t('looks.importance.nothing', { count: idle.length, features });
}
