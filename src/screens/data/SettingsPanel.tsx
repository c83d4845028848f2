import { UnstyledButton } from '@mantine/core';
import { memo, useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FEATURE_ENCODERS } from '../../../workers/protocol/encoder-recipe';
import { isDensityMethod } from '../../../workers/protocol/recipe';
import { SettingsFields, type SettingsFieldsProps } from './SettingsFields';
import classes from './SettingsPanel.module.css';

/** The recipe in fields, folded until someone asks for it; its line of summary always shows. */
export const SettingsPanel = memo(function SettingsPanel({ form, problems, disabled, onChange, onReset }: SettingsFieldsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  // A dozen fields that most people never open.
  const shown = useDeferredValue(open);
  const panel = useId();
  const shape = [form.hidden, form.code]
    .join(' – ')
    .replace(/[,\s]+(?=\d)/g, ' – ')
    .replace(/– –/g, '–');
  const encoder = t(`data.settings.encoders.${form.kind}`);
  const byFeatures = (FEATURE_ENCODERS as readonly string[]).includes(form.kind);
  const named = byFeatures ? `${encoder} ${shape}` : form.kind === 'none' ? t('data.settings.noEncoder') : encoder;
  const summary = isDensityMethod(form.method) ? 'summaryFound' : form.k === 'auto' ? 'summaryAuto' : 'summary';
  // The usual method goes without saying.
  const method = form.method === 'kmeans' ? '' : `${t(`data.settings.methods.${form.method}`)} · `;
  const wrong = Object.keys(problems).length > 0;

  return (
    <section className={classes.settings} aria-labelledby={`${panel}-title`}>
      <UnstyledButton className={classes.fold} aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
        <span aria-hidden="true" className={classes.chevron} data-open={open || undefined} />
        <h2 id={`${panel}-title`} className={classes.foldTitle}>
          {t('data.settings.title')}
        </h2>
        <span className={classes.summary} data-wrong={wrong || undefined}>
          {wrong ? t('data.build.needFix') : `${method}${t(`data.settings.${summary}`, { encoder: named, k: form.k, seed: form.seed })}`}
        </span>
      </UnstyledButton>
      <div id={panel} hidden={!open}>
        {shown ? <SettingsFields form={form} problems={problems} disabled={disabled} onChange={onChange} onReset={onReset} /> : null}
      </div>
    </section>
  );
});
