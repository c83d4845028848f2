import { NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  defaultEncoder,
  defaultSequence,
  FEATURE_ENCODERS,
  isSequenceEncoder,
  NETWORK_WIDTHS,
} from '../../../workers/protocol/encoder-recipe';
import { SEQUENCE_ENCODERS } from '../../../workers/protocol/sequences';
import type { SettingText } from '../../ui/SettingField';
import { OptimizerFields } from '../training/OptimizerFields';
import { useDefaultNote } from '../training/use-default-note';
import { SizeBudget } from './SizeBudget';
import { FusedColumns } from './FusedColumns';
import { StoppedSetting } from './StoppedSetting';
import { encoderFormOf, type EncoderForm } from './encoder-form';
import common from './common.module.css';
import classes from './SettingsPanel.module.css';

type TextField = Exclude<keyof EncoderForm, 'kind' | 'architecture' | 'optimizer' | 'width'>;

interface Props {
  readonly form: EncoderForm;
  readonly disabled: boolean;
  /** Fields that hold something wrong. */
  readonly wrong: readonly string[];
  readonly onChange: (change: Partial<EncoderForm>) => void;
  readonly text: (field: TextField, label: string, extra?: SettingText) => ReactNode;
}

/** Fields that are folded away. */
const HOW_TRAINED: ReadonlySet<string> = new Set<keyof EncoderForm>([
  'learningRate',
  'batchSize',
  'warmup',
  'weightDecay',
  'momentum',
  'corruption',
  'dropout',
  'masking',
  'betaWarmup',
  'interval',
  'change',
  'jointSteps',
]);

/** How users are described before they are grouped: by their features, or by what they did in order. */
export function EncoderFields({ form, disabled, wrong, onChange, text }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const label = (key: 'hidden' | 'code' | 'steps' | 'layers' | 'masking' | 'dropout' | 'epochs' | 'patience') => t(`data.settings.${key}`);
  const fused = form.kind === 'fused';
  const ofKind = encoderFormOf(defaultEncoder(form.kind));
  const usual = fused ? { ...ofKind, layers: String(defaultSequence(form.architecture).layers) } : ofKind;
  const noteOf = useDefaultNote();
  const marked = (field: TextField, name: string, { note, ...extra }: SettingText = {}) =>
    text(field, name, { ...extra, note: noteOf(usual[field], note) });
  const reads = fused || isSequenceEncoder(form.kind);
  const left = fused ? 'both' : reads ? 'states' : 'units';
  return (
    <fieldset className={classes.group}>
      <legend>{t('data.settings.encoder')}</legend>
      <p className={common.small}>{t('data.settings.encoderNote')}</p>
      <NativeSelect
        aria-label={t('data.settings.encoder')}
        description={t(`data.settings.encoderNotes.${form.kind}`)}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={form.kind}
        disabled={disabled}
        // Every kind learns best at a pace of its own.
        onChange={(event) => onChange(encoderFormOf(defaultEncoder(event.currentTarget.value as EncoderForm['kind'])))}
        data={[
          {
            group: t('data.settings.byFeatures'),
            items: [...FEATURE_ENCODERS, 'none' as const].map((value) => ({ value, label: t(`data.settings.encoders.${value}`) })),
          },
          {
            group: t('data.settings.byOrder'),
            items: SEQUENCE_ENCODERS.map((value) => ({ value, label: t(`data.settings.encoders.${value}`) })),
          },
          { group: t('data.settings.byBoth'), items: [{ value: 'fused', label: t('data.settings.encoders.fused') }] },
        ]}
      />
      {form.kind === 'none' ? null : (
        <>
          <div className={classes.pairs}>
            {fused ? (
              <NativeSelect
                label={t('data.settings.architecture')}
                value={form.architecture}
                disabled={disabled}
                onChange={(event) => {
                  const architecture = event.currentTarget.value as EncoderForm['architecture'];
                  onChange({ architecture, layers: String(defaultSequence(architecture).layers) });
                }}
                data={SEQUENCE_ENCODERS.map((value) => ({ value, label: t(`data.settings.encoders.${value}`) }))}
              />
            ) : null}
            {reads ? (
              <>
                {marked('steps', label('steps'), { mode: 'numeric', note: t('data.settings.stepsNote') })}
                <NativeSelect
                  label={t('data.settings.width')}
                  value={form.width}
                  disabled={disabled}
                  onChange={(event) => onChange({ width: event.currentTarget.value })}
                  data={NETWORK_WIDTHS.map(String)}
                />
                {marked('layers', label('layers'), { mode: 'numeric' })}
              </>
            ) : null}
            {fused || !reads ? marked('hidden', label('hidden'), { note: t('data.settings.hiddenNote') }) : null}
            {marked('code', label('code'), { mode: 'numeric' })}
            {form.kind === 'variational'
              ? marked('beta', t('data.settings.beta'), { mode: 'decimal', note: t('data.settings.betaNote') })
              : null}
            {form.kind === 'idec'
              ? marked('gamma', t('data.settings.gamma'), { mode: 'decimal', note: t('data.settings.gammaNote') })
              : null}
            {marked('epochs', label('epochs'), { mode: 'numeric' })}
            {marked('patience', label('patience'), { mode: 'numeric', note: t('data.settings.patienceNote') })}
          </div>
          <StoppedSetting disabled={disabled} />
          {fused ? <FusedColumns /> : null}
          <SizeBudget blocked={wrong.length > 0} />
          <details
            className={classes.more}
            open={open || wrong.some((field) => HOW_TRAINED.has(field))}
            onToggle={(event) => setOpen(event.currentTarget.open)}
          >
            <summary>{t('training.title')}</summary>
            <div className={classes.pairs}>
              <OptimizerFields
                optimizer={form.optimizer}
                usual={usual}
                batchNote={reads && !fused ? t('data.settings.batchNote') : undefined}
                disabled={disabled}
                onOptimizer={(optimizer) => onChange({ optimizer })}
                text={text}
              />
              {form.kind === 'variational'
                ? marked('betaWarmup', t('data.settings.betaWarmup'), { mode: 'numeric', note: t('data.settings.betaWarmupNote') })
                : null}
              {form.kind === 'idec' ? (
                <>
                  {marked('interval', t('data.settings.interval'), { mode: 'numeric', note: t('data.settings.intervalNote') })}
                  {marked('change', t('data.settings.change'), { mode: 'decimal', note: t('data.settings.changeNote') })}
                  {marked('jointSteps', t('data.settings.jointSteps'), { mode: 'numeric' })}
                </>
              ) : null}
              {reads && !fused
                ? null
                : marked('corruption', t('data.settings.corruption'), { mode: 'decimal', note: t('data.settings.corruptionNote') })}
              {marked('dropout', label('dropout'), { mode: 'decimal', note: t(`data.settings.dropoutNotes.${left}`) })}
              {reads ? marked('masking', label('masking'), { mode: 'decimal', note: t('data.settings.maskingNote') }) : null}
            </div>
          </details>
        </>
      )}
    </fieldset>
  );
}
