import { Button, NativeSelect, TextInput, UnstyledButton } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import { Card } from '../../ui/Section';
import { K_CHOICES, type FieldProblems, type SettingsForm } from './settings-form';
import classes from './data.module.css';

interface Props {
  form: SettingsForm;
  problems: FieldProblems;
  disabled: boolean;
  onChange: (change: Partial<SettingsForm>) => void;
  onReset: () => void;
}

type TextField = Exclude<keyof SettingsForm, 'kind' | 'k'>;

/** The recipe in fields, folded until someone asks for it; its line of summary always shows. */
export function SettingsPanel({ form, problems, disabled, onChange, onReset }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const shape = [form.hidden, form.code]
    .join(' – ')
    .replace(/[,\s]+(?=\d)/g, ' – ')
    .replace(/– –/g, '–');
  const what = `summary${form.kind === 'none' ? 'None' : ''}${form.k === 'auto' ? 'Auto' : ''}` as const;
  const wrong = Object.keys(problems).length > 0;

  const text = (field: TextField, label: string, extra: { note?: string; type?: string; mode?: 'numeric' | 'decimal' } = {}) => {
    const problem = problems[field];
    const figures = { low: format.number(problem?.low ?? 0), high: format.number(problem?.high ?? 0) };
    return (
      <TextInput
        label={label}
        description={extra.note}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        type={extra.type ?? 'text'}
        inputMode={extra.mode}
        autoComplete="off"
        value={form[field]}
        disabled={disabled}
        error={problem ? t(`data.settings.invalid.${problem.key}`, figures) : undefined}
        onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      />
    );
  };

  return (
    <section className={classes.settings} aria-labelledby={`${panel}-title`}>
      <UnstyledButton className={classes.fold} aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
        <span aria-hidden="true" className={classes.chevron} data-open={open || undefined} />
        <h2 id={`${panel}-title`} className={classes.foldTitle}>
          {t('data.settings.title')}
        </h2>
        <span className={classes.summary} data-wrong={wrong || undefined}>
          {wrong ? t('data.build.needFix') : t(`data.settings.${what}`, { shape, k: form.k, seed: form.seed })}
        </span>
      </UnstyledButton>
      <div id={panel} hidden={!open}>
        <Card>
          <div className={classes.settingsGrid}>
            <fieldset className={classes.group}>
              <legend>{t('data.settings.encoder')}</legend>
              <p className={classes.small}>{t('data.settings.encoderNote')}</p>
              <NativeSelect
                aria-label={t('data.settings.encoder')}
                value={form.kind}
                disabled={disabled}
                onChange={(event) => onChange({ kind: event.currentTarget.value as SettingsForm['kind'] })}
                data={[
                  { value: 'autoencoder', label: t('data.settings.autoencoder') },
                  { value: 'none', label: t('data.settings.none') },
                ]}
              />
              {form.kind === 'autoencoder' ? (
                <div className={classes.pairs}>
                  {text('hidden', t('data.settings.hidden'), { note: t('data.settings.hiddenNote') })}
                  {text('code', t('data.settings.code'), { mode: 'numeric' })}
                  {text('learningRate', t('data.settings.learningRate'), { mode: 'decimal' })}
                  {text('batchSize', t('data.settings.batch'), { mode: 'numeric' })}
                  {text('epochs', t('data.settings.epochs'), { mode: 'numeric' })}
                  {text('patience', t('data.settings.patience'), { mode: 'numeric', note: t('data.settings.patienceNote') })}
                </div>
              ) : null}
            </fieldset>
            <fieldset className={classes.group}>
              <legend>{t('data.settings.clusters')}</legend>
              <p className={classes.small}>{t('data.settings.clustersNote')}</p>
              <div className={classes.pairs}>
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
                {text('seed', t('data.settings.seed'), { mode: 'numeric', note: t('data.settings.seedNote') })}
              </div>
            </fieldset>
            <fieldset className={classes.group}>
              <legend>{t('data.settings.period')}</legend>
              <p className={classes.small}>{t('data.settings.periodNote')}</p>
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
      </div>
    </section>
  );
}
