import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OutcomesPrediction } from '../../../../../workers/protocol/outcomes';
import { useFormat } from '../../../../i18n/format';
import { chooseHorizon } from '../../../../workbench/predictions';
import { useWorkbench } from '../../../../workbench/store';

/** How many days ahead outcomes are for. */
export function HorizonChoice({ horizonDays, horizons }: Pick<OutcomesPrediction, 'horizonDays' | 'horizons'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const busy = useWorkbench((state) => state.job !== null);
  return (
    <NativeSelect
      size="xs"
      aria-label={t('outcomes.horizon')}
      disabled={busy}
      value={String(horizonDays)}
      data={horizons.map((value) => ({ value: String(value), label: t('outcomes.horizonOption', { days: format.number(value) }) }))}
      onChange={(event) => void chooseHorizon(Number(event.currentTarget.value))}
    />
  );
}
