import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CATEGORY_FILLS, NUMBER_FILLS, type DirtSettings } from '../../../workers/protocol/cleaning';
import { CommittedInput, within } from './CommittedInput';
import type { DirtProps } from './DirtOptions';
import { columnOf } from './remap';
import { useTouches } from './use-touches';
import classes from './DirtOptions.module.css';

type Missing = DirtSettings['missing'];
const ORDER: readonly ['label', 'input', 'description'] = ['label', 'input', 'description'];
const TOUCHES = { value: 'missingValue', quantity: 'missingQuantity' } as const;

/** What becomes of purchases without an amount or a quantity, and of events without a category. */
export function GapOptions({ settings, dirt, mapping, disabled, change }: DirtProps) {
  const { t } = useTranslation();
  const touches = useTouches(dirt);
  const { missing } = settings;
  const set = (part: Partial<Missing>) => change({ missing: { ...missing, ...part } });
  const number = (role: 'value' | 'quantity') => {
    const { method, constant } = missing[role];
    return (
      <div className={classes.pair} key={role}>
        <NativeSelect
          label={t(`data.dirt.missing.${role}`)}
          description={touches(TOUCHES[role])}
          inputWrapperOrder={[...ORDER]}
          value={method}
          disabled={disabled}
          onChange={(event) => set({ [role]: { method: event.currentTarget.value as Missing['value']['method'], constant } })}
          data={NUMBER_FILLS.map((value) => ({
            value,
            label: value === 'default' ? t(`data.dirt.missing.default.${role}`) : t(`data.dirt.fills.${value}`),
          }))}
        />
        {method === 'constant' ? (
          <CommittedInput
            label={t('data.dirt.fills.constant')}
            value={constant}
            disabled={disabled}
            parse={within(0, 1e12)}
            problem={t('data.dirt.invalid.amount')}
            onCommit={(next) => set({ [role]: { method, constant: next } })}
          />
        ) : null}
      </div>
    );
  };
  const { method, constant } = missing.category;
  return (
    <fieldset className={classes.group}>
      <legend>{t('data.dirt.missing.title')}</legend>
      {(['value', 'quantity'] as const).filter((role) => columnOf(mapping, role) >= 0).map(number)}
      {columnOf(mapping, 'category') >= 0 ? (
        <div className={classes.pair}>
          <NativeSelect
            label={t('data.dirt.missing.category')}
            description={touches('missingCategory')}
            inputWrapperOrder={[...ORDER]}
            value={method}
            disabled={disabled}
            onChange={(event) => set({ category: { method: event.currentTarget.value as Missing['category']['method'], constant } })}
            data={CATEGORY_FILLS.map((value) => ({
              value,
              label: value === 'default' ? t('data.dirt.missing.default.category') : t(`data.dirt.fills.${value}`),
            }))}
          />
          {method === 'constant' ? (
            <CommittedInput
              label={t('data.dirt.fills.constant')}
              value={constant}
              disabled={disabled}
              parse={(text) => (text.length <= 200 ? text.trim() : null)}
              problem={t('data.dirt.invalid.text')}
              numeric={false}
              onCommit={(next) => set({ category: { method, constant: next } })}
            />
          ) : null}
        </div>
      ) : null}
    </fieldset>
  );
}
