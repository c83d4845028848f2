import type { TFunction } from 'i18next';
import type { TrainingField } from './training-form';

/** The name of a field as its label has it. */
export function fieldName(field: TrainingField, t: TFunction): string {
  if (field === 'classWeights') return t('training.weights');
  if (field === 'batchSize') return t('data.settings.batch');
  return t(`data.settings.${field}`);
}
