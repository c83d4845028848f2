import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OPTIMIZERS, type OptimizerRecipe } from '../../../workers/protocol/encoder-recipe';
import type { SettingText } from '../../ui/SettingField';
import { useDefaultNote } from './use-default-note';

type Optimizer = OptimizerRecipe['kind'];
export type OptimizerField = 'learningRate' | 'batchSize' | 'warmup' | 'weightDecay' | 'momentum';

interface Props {
  readonly optimizer: Optimizer;
  /** What the fields have where nobody chooses. */
  readonly usual: Readonly<Record<OptimizerField, string>> & { readonly optimizer: Optimizer };
  readonly batchNote?: string | undefined;
  readonly disabled: boolean;
  readonly onOptimizer: (optimizer: Optimizer) => void;
  readonly text: (field: OptimizerField, label: string, extra: SettingText) => ReactNode;
}

/** How the weights of a network move; under each field stands its default. */
export function OptimizerFields({ optimizer, usual, batchNote, disabled, onOptimizer, text }: Props) {
  const { t } = useTranslation();
  const noteOf = useDefaultNote();
  const name = (kind: Optimizer) => t(`data.settings.optimizers.${kind}`);
  const decimal = (field: OptimizerField) => ({ mode: 'decimal', note: noteOf(usual[field]) }) as const;
  const whole = (field: OptimizerField, note?: string) => ({ mode: 'numeric', note: noteOf(usual[field], note) }) as const;
  return (
    <>
      <NativeSelect
        label={t('data.settings.optimizer')}
        description={noteOf(name(usual.optimizer))}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={optimizer}
        disabled={disabled}
        onChange={(event) => onOptimizer(event.currentTarget.value as Optimizer)}
        data={OPTIMIZERS.map((value) => ({ value, label: name(value) }))}
      />
      {text('learningRate', t('data.settings.learningRate'), decimal('learningRate'))}
      {text('batchSize', t('data.settings.batch'), whole('batchSize', batchNote))}
      {text('warmup', t('data.settings.warmup'), whole('warmup', t('data.settings.warmupNote')))}
      {text('weightDecay', t('data.settings.weightDecay'), decimal('weightDecay'))}
      {optimizer === 'sgd' ? text('momentum', t('data.settings.momentum'), decimal('momentum')) : null}
    </>
  );
}
