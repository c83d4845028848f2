import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FilePreview } from '../../../workers/protocol/ingest';
import { COMMON_DELIMITERS, ENCODINGS } from '../../../workers/protocol/reading';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import { readAs } from '../../workbench/actions';
import { isOneText } from './written-text';

interface Props {
  readonly preview: FilePreview;
  readonly reading: MappingRecipe['reading'];
  readonly disabled: boolean;
}

/** Encoding and separator by hand. A choice reads the file's beginning again, so that the preview shows what it does. */
export function TextReading({ preview, reading, disabled }: Props) {
  const { t } = useTranslation();
  const named = COMMON_DELIMITERS.find((known) => known === preview.delimiter);
  const change = (part: NonNullable<MappingRecipe['reading']>) => {
    const next = { ...reading, ...part };
    void readAs(next.encoding || next.delimiter || next.sheet || next.renamed ? next : undefined);
  };
  const found = (value: string) => (isOneText(preview) ? t('data.reading.found', { value }) : t('data.reading.automatic'));
  return (
    <>
      <NativeSelect
        label={t('data.reading.encoding')}
        description={t('data.reading.rolesAnew')}
        inputWrapperOrder={['label', 'input', 'description']}
        value={reading?.encoding ?? ''}
        disabled={disabled}
        onChange={(event) => change({ encoding: ENCODINGS.find((label) => label === event.currentTarget.value) })}
        data={[
          { value: '', label: reading?.encoding ? t('data.reading.automatic') : found(preview.encoding.toUpperCase()) },
          ...ENCODINGS.map((label) => ({ value: label as string, label: label.toUpperCase() })),
        ]}
      />
      <NativeSelect
        label={t('data.reading.delimiter')}
        value={reading?.delimiter ?? ''}
        disabled={disabled}
        onChange={(event) => change({ delimiter: COMMON_DELIMITERS.find((known) => known === event.currentTarget.value) })}
        data={[
          {
            value: '',
            label: reading?.delimiter ? t('data.reading.automatic') : found(named ? t(`data.file.delimiters.${named}`) : preview.delimiter),
          },
          ...COMMON_DELIMITERS.map((known) => ({ value: known as string, label: t(`data.file.delimiters.${known}`) })),
        ]}
      />
    </>
  );
}
