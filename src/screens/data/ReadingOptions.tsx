import { MultiSelect, NativeSelect, Select, Switch } from '@mantine/core';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DATE_FORMATS, VALUE_MEANINGS, type DateFormat, type MappingRecipe } from '../../../workers/protocol/recipe';
import { clip, useFormat } from '../../i18n/format';
import { Card, Section } from '../../ui/Section';
import { setCleaning, setMapping } from '../../workbench/actions';
import type { Draft } from '../../workbench/store';
import { dateOrderSentence } from './date-order-sentence';
import { chosenMark, foundMark, withMark } from './decimal-mark';
import { columnOf } from './remap';
import { SampleOption } from './SampleOption';
import { StateOptions } from './StateOptions';
import { TextReading } from './TextReading';
import { typeOptions } from './type-options';
import { useTouches } from './use-touches';
import { isWritten } from './written-text';
import classes from './ReadingOptions.module.css';

interface Props extends Pick<Draft, 'preview' | 'mapping' | 'cleaning' | 'quality'> {
  readonly disabled: boolean;
}

/** A closed list is not in the page: the zones alone are four hundred. */
const LIST = { keepMounted: false };

/** Dates, zone, what a purchase is, what the value means, duplicates. Every change reads the file again. */
export const ReadingOptions = memo(function ReadingOptions({ preview, mapping, cleaning, quality, disabled }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const touches = useTouches(quality?.dirt ?? null);
  const change = (part: Partial<MappingRecipe>) => void setMapping({ ...mapping, ...part });

  const found = foundMark(preview, mapping);
  const time = columnOf(mapping, 'time');
  const fitting = preview.dateFormats[time] ?? [];
  const dateOrder = dateOrderSentence(preview.dateOrders?.[time] ?? null, mapping.dateFormat, t, format);
  // Without the columns that it needs a timeline cannot be made.
  const dateFormats = DATE_FORMATS.filter((value) => value !== 'days-since-previous' || mapping.relativeTime !== undefined);
  const zones = useMemo(() => zoneNames(mapping.timeZone), [mapping.timeZone]);
  const event = columnOf(mapping, 'event');
  const types = useMemo(() => {
    const options = typeOptions(preview, event, [...mapping.purchaseTypes, ...mapping.refundTypes], quality);
    return options.map(({ value, rows }) => ({
      value,
      label: rows === null ? clip(value, 60) : format.aside(clip(value, 60), format.compact(rows)),
    }));
  }, [preview, event, mapping.purchaseTypes, mapping.refundTypes, quality, format]);

  return (
    <Section title={t('data.reading.title')}>
      <Card>
        <div className={classes.options}>
          {isWritten(preview) ? <TextReading preview={preview} reading={mapping.reading} disabled={disabled} /> : null}
          <NativeSelect
            label={t('data.reading.dateFormat')}
            description={dateOrder}
            inputWrapperOrder={['label', 'input', 'description']}
            value={mapping.dateFormat}
            disabled={disabled}
            onChange={(event) => change({ dateFormat: event.currentTarget.value as DateFormat })}
            data={dateFormats.map((value) => ({
              value,
              label: t(`data.reading.formats.${value}`) + (fitting.includes(value) ? ` · ${t('data.reading.fits')}` : ''),
            }))}
          />
          <Select
            label={t('data.reading.timeZone')}
            description={t('data.reading.timeZoneNote')}
            inputWrapperOrder={['label', 'input', 'description']}
            comboboxProps={LIST}
            searchable
            limit={60}
            allowDeselect={false}
            nothingFoundMessage={t('data.reading.noZone')}
            value={mapping.timeZone}
            disabled={disabled}
            onChange={(timeZone) => {
              if (timeZone) change({ timeZone });
            }}
            data={zones}
          />
          {event >= 0 ? (
            <>
              <MultiSelect
                label={t('data.reading.purchases')}
                description={mapping.purchaseTypes.length === 0 ? t('data.reading.purchasesNone') : undefined}
                inputWrapperOrder={['label', 'input', 'description']}
                placeholder={mapping.purchaseTypes.length === 0 ? t('data.reading.pick') : undefined}
                nothingFoundMessage={t('data.reading.noMatch')}
                comboboxProps={LIST}
                searchable
                hidePickedOptions
                value={[...mapping.purchaseTypes]}
                disabled={disabled}
                onChange={(purchaseTypes) =>
                  change({ purchaseTypes, refundTypes: mapping.refundTypes.filter((type) => !purchaseTypes.includes(type)) })
                }
                data={types}
              />
              <MultiSelect
                label={t('data.reading.refunds')}
                placeholder={mapping.refundTypes.length === 0 ? t('data.reading.pick') : undefined}
                nothingFoundMessage={t('data.reading.noMatch')}
                comboboxProps={LIST}
                searchable
                hidePickedOptions
                value={[...mapping.refundTypes]}
                disabled={disabled}
                onChange={(refundTypes) =>
                  change({ refundTypes, purchaseTypes: mapping.purchaseTypes.filter((type) => !refundTypes.includes(type)) })
                }
                data={types}
              />
            </>
          ) : null}
          {columnOf(mapping, 'value') >= 0 ? (
            <NativeSelect
              label={t('data.reading.valueIs')}
              value={mapping.valueIs}
              disabled={disabled}
              onChange={(event) => change({ valueIs: event.currentTarget.value as MappingRecipe['valueIs'] })}
              data={VALUE_MEANINGS.map((value) => ({ value, label: t(`data.reading.${value}`) }))}
            />
          ) : null}
          {columnOf(mapping, 'value') >= 0 || columnOf(mapping, 'quantity') >= 0 ? (
            <NativeSelect
              label={t('data.reading.decimalMark')}
              value={chosenMark(preview, mapping) ?? 'auto'}
              disabled={disabled}
              onChange={(event) => {
                const mark = event.currentTarget.value;
                void setMapping(withMark(preview, mapping, mark === '.' || mark === ',' ? mark : null));
              }}
              data={[
                {
                  value: 'auto',
                  label: found
                    ? t('data.reading.found', { value: t(`data.reading.decimalMarks.${found}`) })
                    : t('data.reading.decimalMarks.auto'),
                },
                ...(['.', ','] as const).flatMap((value) =>
                  value === found ? [] : [{ value, label: t(`data.reading.decimalMarks.${value}`) }],
                ),
              ]}
            />
          ) : null}
          <SampleOption cleaning={cleaning} disabled={disabled} />
          {columnOf(mapping, 'status') >= 0 ? (
            <StateOptions preview={preview} mapping={mapping} rowsRead={quality?.rowsRead ?? null} disabled={disabled} />
          ) : null}
          <Switch
            className={classes.duplicates}
            label={t('data.reading.duplicates')}
            description={format.sentences([t('data.reading.duplicatesNote'), touches('duplicates')])}
            checked={cleaning.dropDuplicates}
            disabled={disabled}
            onChange={(event) => void setCleaning({ ...cleaning, dropDuplicates: event.currentTarget.checked })}
          />
          {event < 0 ? <p className={classes.remark}>{t('data.reading.allPurchases')}</p> : null}
        </div>
      </Card>
    </Section>
  );
});

/** Every zone that the browser knows; UTC, which some leave out, comes first. */
function zoneNames(current: string): string[] {
  return [...new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])];
}
