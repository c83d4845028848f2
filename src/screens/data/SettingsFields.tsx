import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CLUSTER_METHODS, isDensityMethod } from '../../../workers/protocol/recipe';
import { useFormat } from '../../i18n/format';
import { Card } from '../../ui/Section';
import { SettingField, type SettingText } from '../../ui/SettingField';
import { EncoderFields } from './EncoderFields';
import { K_CHOICES, type FieldProblems, type SettingsForm } from './settings-form';
import common from './common.module.css';
import classes from './SettingsPanel.module.css';

export interface SettingsFieldsProps {
  form: SettingsForm;
  problems: FieldProblems;
  disabled: boolean;
  onChange: (change: Partial<SettingsForm>) => void;
  onReset: () => void;
}

type TextField = Exclude<keyof SettingsForm, 'kind' | 'architecture' | 'optimizer' | 'width' | 'method' | 'k'>;

/** Left empty, found by a rule. */
const OF_DENSITY: readonly TextField[] = ['epsilon', 'minPoints', 'minClusterSize'];

/** Every setting of the recipe that has a field. */
export function SettingsFields({ form, problems, disabled, onChange, onReset }: SettingsFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = (field: TextField, label: string, extra: SettingText = {}) => (
    <SettingField
      {...extra}
      label={label}
      placeholder={OF_DENSITY.includes(field) ? t('data.settings.automatic') : undefined}
      value={form[field]}
      disabled={disabled}
      problem={problems[field]}
      onChange={(value) => onChange({ [field]: value })}
    />
  );

  return (
    <Card>
      <div className={classes.settingsGrid}>
        <EncoderFields form={form} disabled={disabled} wrong={Object.keys(problems)} onChange={onChange} text={text} />
        <fieldset className={classes.group}>
          <legend>{t('data.settings.clusters')}</legend>
          <p className={common.small}>{t(isDensityMethod(form.method) ? 'data.settings.densityNote' : 'data.settings.clustersNote')}</p>
          <NativeSelect
            label={t('data.settings.method')}
            description={t(`data.settings.methodNotes.${form.method}`)}
            value={form.method}
            disabled={disabled}
            onChange={(event) => onChange({ method: event.currentTarget.value as SettingsForm['method'] })}
            data={CLUSTER_METHODS.map((method) => ({ value: method, label: t(`data.settings.methods.${method}`) }))}
          />
          <div className={classes.pairs}>
            {isDensityMethod(form.method) ? null : (
              <NativeSelect
                label={t('data.settings.k')}
                value={form.k}
                disabled={disabled}
                onChange={(event) => onChange({ k: event.currentTarget.value })}
                data={[
                  { value: 'auto', label: t('data.settings.automatic') },
                  ...K_CHOICES.map((k) => ({ value: String(k), label: t('data.settings.kOf', { k: format.number(k) }) })),
                ]}
              />
            )}
            {form.method === 'dbscan' ? (
              <>
                {text('epsilon', t('data.settings.epsilon'), { mode: 'decimal', note: t('data.settings.epsilonNote') })}
                {text('minPoints', t('data.settings.minPoints'), { mode: 'numeric', note: t('data.settings.minPointsNote') })}
              </>
            ) : null}
            {form.method === 'hdbscan'
              ? text('minClusterSize', t('data.settings.minClusterSize'), { mode: 'numeric', note: t('data.settings.minClusterSizeNote') })
              : null}
            {text('seed', t('data.settings.seed'), { mode: 'numeric', note: t('data.settings.seedNote') })}
          </div>
        </fieldset>
        <fieldset className={classes.group}>
          <legend>{t('data.settings.period')}</legend>
          <p className={common.small}>{t('data.settings.periodNote')}</p>
          <div className={classes.pairs}>
            {text('from', t('data.settings.from'), { type: 'date' })}
            {text('to', t('data.settings.to'), { type: 'date' })}
          </div>
        </fieldset>
      </div>
      <Button variant="default" size="xs" mt="md" onClick={onReset} disabled={disabled}>
        {t('data.settings.defaults')}
      </Button>
    </Card>
  );
}
