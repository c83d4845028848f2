import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FilePreview } from '../../../../workers/protocol/ingest';
import { DATE_FORMATS, type DateFormat, type MappingRecipe } from '../../../../workers/protocol/recipe';
import { clip, useFormat } from '../../../i18n/format';
import { dateOrderSentence } from '../date-order-sentence';
import { attributeOf, proposedMark, withWriting } from './attribute-mapping';
import classes from './tables.module.css';

interface Props {
  readonly preview: FilePreview;
  readonly mapping: MappingRecipe;
  /** Of the column. */
  readonly index: number;
  readonly disabled: boolean;
  readonly onChange: (mapping: MappingRecipe) => void;
}

/** Formats of users' dates; without those of a timeline made of orders. */
const FORMATS = DATE_FORMATS.filter((format) => format !== 'days-since-previous');
const MARKED = /\d[.,]\d/;

/** How a column of dates, or of numbers with marks, is written; nothing for other columns. */
export function AttributeWriting({ preview, mapping, index, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name } = mapping.columns[index]!;
  const attribute = attributeOf(mapping, name);
  const shown = clip(name, 60);
  const column = preview.columns[index];
  if (attribute?.as === 'date') {
    const { dateFormat = 'iso' } = attribute;
    return (
      <NativeSelect
        className={classes.writing}
        classNames={{ description: classes.written }}
        size="xs"
        aria-label={t('tables.attributes.datesOf', { name: shown })}
        description={dateOrderSentence(preview.dateOrders?.[index] ?? null, dateFormat, t, format)}
        inputWrapperOrder={['input', 'description']}
        value={dateFormat}
        disabled={disabled}
        onChange={(event) => onChange(withWriting(mapping, name, { dateFormat: event.currentTarget.value as DateFormat }))}
        data={FORMATS.map((value) => ({ value, label: t(`data.reading.formats.${value}`) }))}
      />
    );
  }
  const proposed = proposedMark(preview, name);
  const isMarked = proposed !== undefined || column?.examples.some((example) => MARKED.test(example)) === true;
  if (attribute?.as !== 'number' || !isMarked) return null;
  return (
    <NativeSelect
      className={classes.writing}
      size="xs"
      aria-label={t('tables.attributes.decimalsOf', { name: shown })}
      value={attribute.decimalMark ?? '.'}
      disabled={disabled}
      onChange={(event) => onChange(withWriting(mapping, name, { decimalMark: event.currentTarget.value === ',' ? ',' : '.' }))}
      data={(['.', ','] as const).map((value) => ({ value, label: t(`tables.attributes.decimals.${value}`) }))}
    />
  );
}
