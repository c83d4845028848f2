import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OPTIMIZERS, type OptimizerRecipe } from '../../../workers/protocol/encoder-recipe';
import type { SettingText } from '../../ui/SettingField';

type Optimizer = OptimizerRecipe['kind'];
export type OptimizerField = 'learningRate' | 'batchSize' | 'warmup' | 'weightDecay' | 'momentum';

interface Props {
  readonly optimizer: Optimizer;
  /** The one that is taken where nobody chooses; it is marked so. */
  readonly usual: Optimizer;
  readonly disabled: boolean;
  readonly onOptimizer: (optimizer: Optimizer) => void;
  readonly text: (field: OptimizerField, label: string, extra: SettingText) => ReactNode;
}

/** How the weights of a network move. */
export function OptimizerFields({ optimizer, usual, disabled, onOptimizer, text }: Props) {
  const { t } = useTranslation();
  const name = (kind: Optimizer) => t(`data.settings.optimizers.${kind}`);
  return (
    <>
      <NativeSelect
        label={t('data.settings.optimizer')}
        value={optimizer}
        disabled={disabled}
        onChange={(event) => onOptimizer(event.currentTarget.value as Optimizer)}
        data={OPTIMIZERS.map((value) => ({ value, label: value === usual ? t('training.usual', { value: name(value) }) : name(value) }))}
      />
      {text('learningRate', t('data.settings.learningRate'), { mode: 'decimal' })}
      {text('batchSize', t('data.settings.batch'), { mode: 'numeric' })}
      {text('warmup', t('data.settings.warmup'), { mode: 'numeric', note: t('data.settings.warmupNote') })}
      {text('weightDecay', t('data.settings.weightDecay'), { mode: 'decimal' })}
      {optimizer === 'sgd' ? text('momentum', t('data.settings.momentum'), { mode: 'decimal' }) : null}
    </>
  );
}
