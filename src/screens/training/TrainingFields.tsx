import { Button, NativeSelect } from '@mantine/core';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CLASS_WEIGHTS, type ClassWeights } from '../../../workers/protocol/training-recipe';
import { useFormat } from '../../i18n/format';
import { SettingField, type SettingText } from '../../ui/SettingField';
import { OptimizerFields } from './OptimizerFields';
import { changedFields, type ReadTraining, type TrainingField, type TrainingForm, type TrainingNumber } from './training-form';
import { fieldName } from './field-names';
import styles from './training.module.css';
import { useDefaultNote } from './use-default-note';

interface Props {
  readonly form: TrainingForm;
  /** The fields at their defaults. */
  readonly usual: TrainingForm;
  readonly problems: ReadTraining['problems'];
  readonly disabled: boolean;
  readonly onChange: (part: Partial<TrainingForm>) => void;
  /** What this is the training of, and what comes of changing it. */
  readonly lead: string;
  /** What they mean here, and what the ones chosen do. */
  readonly weights: { readonly name: (value: ClassWeights) => string; readonly note?: string };
  /** Beside the way back to the defaults. */
  readonly children?: ReactNode;
}

/** How a network is trained, folded until someone asks for it; whether all of it stands at its defaults always shows. */
export function TrainingFields({ form, usual, problems, disabled, onChange, lead, weights, children }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const changed = changedFields(form, usual);
  const wrong = Object.keys(problems).length > 0;
  // A dozen fields that most people never open.
  const shown = useDeferredValue(open || wrong);
  const noteOf = useDefaultNote();
  const text = (field: TrainingNumber | 'hidden', label: string, extra: SettingText) => (
    <SettingField
      {...extra}
      key={field}
      label={label}
      value={form[field]}
      disabled={disabled}
      problem={problems[field]}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  const own = (field: TrainingNumber | 'hidden', { note, ...extra }: SettingText) =>
    text(field, fieldName(field, t), { ...extra, note: noteOf(usual[field], note) });
  const names = (fields: readonly TrainingField[]) => format.list(fields.map((field) => fieldName(field, t)));
  return (
    <details className={styles.training} open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('training.title')}{' '}
        <span className={styles.state} data-wrong={wrong || undefined}>
          {wrong
            ? t('training.wrong', { fields: names(Object.keys(problems) as TrainingField[]) })
            : changed.length === 0
              ? t('training.allUsual')
              : t('training.changed', { fields: names(changed) })}
        </span>
      </summary>
      {shown ? (
        <>
          <p className={styles.lead}>{lead}</p>
          <div className={styles.fields}>
            <NativeSelect
              label={fieldName('classWeights', t)}
              description={noteOf(weights.name(usual.classWeights), weights.note)}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              disabled={disabled}
              value={form.classWeights}
              data={CLASS_WEIGHTS.map((value) => ({ value, label: weights.name(value) }))}
              onChange={(event) => onChange({ classWeights: event.currentTarget.value as ClassWeights })}
            />
            {usual.hidden === '' ? null : own('hidden', { note: t('training.hiddenNote') })}
            <OptimizerFields
              optimizer={form.optimizer}
              usual={usual}
              disabled={disabled}
              onOptimizer={(optimizer) => onChange({ optimizer })}
              text={text}
            />
            {own('dropout', { mode: 'decimal', note: t('training.dropoutNote') })}
            {own('epochs', { mode: 'numeric' })}
            {own('patience', { mode: 'numeric', note: t('data.settings.patienceNote') })}
          </div>
          <div className={styles.actions}>
            {children}
            <Button variant="default" size="xs" disabled={disabled || (changed.length === 0 && !wrong)} onClick={() => onChange(usual)}>
              {t('training.reset')}
            </Button>
          </div>
        </>
      ) : null}
    </details>
  );
}
