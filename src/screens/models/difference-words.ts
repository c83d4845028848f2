import { i18n } from '../../i18n';
import { featureName } from '../../i18n/feature-words';
import { formatFor } from '../../i18n/format';
import type { EncoderRecipe, OptimizerRecipe } from '../../../workers/protocol/encoder-recipe';
import type { ClusterMethod, ReferenceKind, TrackRecipe } from '../../../workers/protocol/recipe';
import type { ClassWeights } from '../../../workers/protocol/training-recipe';
import type { SequenceEncoder } from '../../../workers/protocol/sequences';
import type { Language } from '../../workbench/names';
import type { RecipeDifference, RecipeField } from './recipe-differences';

/** Too much to be told in a line: only that they differ. */
export const WHOLE: ReadonlySet<RecipeField> = new Set(['mapping', 'cleaning', 'joined', 'thresholds', 'network', 'placing', 'winsor']);

export const fieldWords = (field: RecipeField, language: Language): string => i18n.getFixedT(language)(`models.fields.${field}`);

/** The encoder's name; of none, what is grouped instead. */
export function encoderWords(kind: EncoderRecipe['kind'], language: Language): string {
  const t = i18n.getFixedT(language);
  return kind === 'none' ? t('models.values.features') : t(`data.settings.encoders.${kind}`);
}

/** The value of a field, as the settings name it. */
export function valueWords(field: RecipeField, value: unknown, language: Language): string {
  const t = i18n.getFixedT(language);
  const format = formatFor(language);
  const number = (of: unknown) => (typeof of === 'number' ? format.number(of, 7) : t('models.values.automatic'));
  switch (field) {
    case 'encoder':
      return encoderWords(value as EncoderRecipe['kind'], language);
    case 'architecture':
      return t(`data.settings.encoders.${value as SequenceEncoder}`);
    case 'method':
      return t(`data.settings.methods.${value as ClusterMethod}`);
    case 'optimizer':
      return t(`data.settings.optimizers.${value as OptimizerRecipe['kind']}`);
    case 'window':
      return t(`drift.unit.${value as TrackRecipe['window']}`);
    case 'reference':
      return t(`drift.compareWith.${value as ReferenceKind}`);
    case 'classWeights':
      return t(`assignment.weightsOption.${value as ClassWeights}`);
    case 'hidden':
      return (value as readonly number[]).join(', ') || t('models.values.none');
    case 'exclude': {
      const left = value as readonly string[];
      return left.length === 0 ? t('models.values.none') : format.list(left.map((id) => featureName({ id, key: id }, language)));
    }
    case 'period': {
      const [from, to] = value as readonly (number | null)[];
      if (from == null && to == null) return t('models.values.whole');
      // The end is the first day that is not in it.
      return t('models.values.period', { from: from == null ? '…' : format.date(from), to: to == null ? '…' : format.date(to - 1) });
    }
    case 'readingStopped':
    case 'joiningStopped':
    case 'roundsStopped':
      return value === null ? t('models.values.none') : number(value);
    default:
      return number(value);
  }
}

/** A difference of the second recipe from the first, in a line. */
export function differenceWords({ field, first, second }: RecipeDifference, language: Language): string {
  const t = i18n.getFixedT(language);
  const name = fieldWords(field, language);
  if (WHOLE.has(field)) return t('models.differs.whole', { field: name });
  return t('models.differs.value', { field: name, value: valueWords(field, second, language), other: valueWords(field, first, language) });
}
