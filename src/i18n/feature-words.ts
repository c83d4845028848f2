import { OWN_TYPE_KEY, type FeatureSpec } from '../../workers/protocol/features';
import type { Language } from '../workbench/names';
import { clip, formatFor } from './format';
import { i18n } from './index';
import { ownTypeWord } from './type-words';

type Named = Pick<FeatureSpec, 'id' | 'key' | 'param'>;

function word(language: Language, path: string, fallback: string, params: Readonly<Record<string, string | number>> = {}): string {
  const t = i18n.getFixedT(language) as unknown as (key: string, options: Readonly<Record<string, string | number>>) => string;
  return t(`features.${path}`, { ...params, defaultValue: fallback });
}

function paramOf({ key, param = '' }: Named, language: Language): string {
  return clip(key === OWN_TYPE_KEY ? ownTypeWord(param, language) : param, 40);
}

/** What a feature is called; an id without words stands as it is. */
export function featureName(spec: Named, language: Language): string {
  return word(language, `${spec.key}.name`, spec.id, { param: paramOf(spec, language) });
}

export function featureExplanation(spec: Named, language: Language): string {
  return word(language, `${spec.key}.explain`, spec.id, { param: paramOf(spec, language) });
}

/** A rate between kinds of events reads as a percentage, a trend as a signed number. */
function bare(value: number, spec: Pick<FeatureSpec, 'key' | 'unit'>, language: Language): string {
  const format = formatFor(language);
  switch (spec.unit) {
    case 'money':
      return format.money(value);
    case 'share':
    case 'flag':
      return format.percent(value);
    case 'ratio':
      if (spec.key.startsWith('rate_')) return format.percent(value);
      return format.number(value, 2);
    case 'bits':
      return format.number(value, 2);
    default:
      return format.number(value, Math.abs(value) < 100 ? 1 : 0);
  }
}

/** A value of a feature in its own unit, as the language writes it: «12.3 days», «24.1 %»; a dash where it is missing. */
export function featureValue(value: number, spec: Pick<FeatureSpec, 'key' | 'unit'>, language: Language): string {
  if (!Number.isFinite(value)) return word(language, 'units.missing', '–');
  const text = bare(value, spec, language);
  // As it is written: what rounds to one is «1 day».
  return word(language, `units.${spec.unit}`, text, { value: text, count: text === '1' ? 1 : 2 });
}

export type EffectSize = 'none' | 'small' | 'medium' | 'large';

/** Cohen's (1988) words for a standardised difference: 0.2 small, 0.5 medium, 0.8 large. */
export function effectSize(d: number): EffectSize {
  const size = Math.abs(d);
  if (size >= 0.8) return 'large';
  if (size >= 0.5) return 'medium';
  return size >= 0.2 ? 'small' : 'none';
}
