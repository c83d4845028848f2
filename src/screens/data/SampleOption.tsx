import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import { sampleOf, setCleaning } from '../../workbench/actions';
import { SAMPLE_SHARES } from '../../workbench/large-file';
import type { Draft } from '../../workbench/store';

/** All users, or a share of them. */
export function SampleOption({ cleaning, disabled }: Pick<Draft, 'cleaning'> & { readonly disabled: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = cleaning.sample?.share ?? 1;
  const shares = [...new Set([1, share, ...SAMPLE_SHARES])].sort((a, b) => b - a);
  return (
    <NativeSelect
      label={t('data.reading.sample')}
      description={t('data.reading.sampleNote')}
      inputWrapperOrder={['label', 'input', 'description']}
      value={String(share)}
      disabled={disabled}
      onChange={(event) => void setCleaning({ ...cleaning, sample: sampleOf(Number(event.currentTarget.value)) })}
      data={shares.map((value) => ({
        value: String(value),
        label: value === 1 ? t('data.reading.allUsers') : t('data.reading.sampleOf', { share: format.percent(value, 0) }),
      }))}
    />
  );
}
