import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { Card } from '../../ui/Section';
import { useWorkbench, type Run } from '../../workbench/store';
import { featureName } from '../../i18n/feature-words';
import { fusedPartsWords } from '../training/fused-parts';
import { againstBaseline } from '../training/loss-verdict';
import { NextStepTable } from './NextStepTable';
import { TrainingLosses } from './TrainingLosses';
import styles from './segments.module.css';
import { Gap } from '../../ui/Gap';

/** How the embedding was trained, and whether it beats the baseline. */
export const TrainingSection = memo(function TrainingSection({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const { training, specs, constantFeatures, computedOn, recipe } = run.result;
  const lines = [
    t(`segments.training.ran.${recipe.clustering.method}`, {
      where: computedOn === 'webgpu' ? t('segments.training.onGpu') : t('segments.training.onCpu'),
    }),
    ...(constantFeatures.length > 0
      ? [
          t('segments.training.constant', {
            count: constantFeatures.length,
            features: format.list(constantFeatures.map((id) => featureName({ id, key: id }, language))),
          }),
        ]
      : []),
  ];
  if (!training) {
    return (
      <Card>
        <div className={styles.notes}>
          <p>{t('segments.training.none', { features: specs.length })}</p>
          <p className={styles.muted}>{format.sentences(lines)}</p>
        </div>
      </Card>
    );
  }
  const { nextStep, joint, parts } = training;
  const against = againstBaseline(training, recipe.encoder.kind, t, format);
  const said = against && format.sentences([!joint && training.bestEpoch === 0 ? t('segments.training.startKept') : '', against.said]);
  return (
    <Card>
      <div className={styles.training}>
        <TrainingLosses training={training} kind={recipe.encoder.kind} fileName={run.fileName} />
        <div className={styles.notes}>
          {joint ? (
            <p>
              {t('segments.training.joint', {
                k: joint.k,
                rounds: format.number(joint.changed.length),
                changed: format.percent(joint.changed.at(-1) ?? 0, 1),
              })}
            </p>
          ) : null}
          {against ? (
            <div data-against-baseline={against.verdict}>
              {against.verdict === 'loses' && !joint ? <Note tone="watch">{said}</Note> : <p>{said}</p>}
              {against.basis ? <p className={styles.muted}>{against.basis}</p> : null}
            </div>
          ) : null}
          {parts ? <p data-fused-parts>{fusedPartsWords(recipe, parts, specs.length, t, format)}</p> : null}
          <p className={styles.muted}>
            {t('segments.training.figures', {
              epochs: training.epochs,
              stopped: training.stoppedEarly ? t('segments.training.stoppedEarly') : t('segments.training.ranThrough'),
              best:
                training.bestEpoch === 0
                  ? t('segments.training.bestAtStart')
                  : t('segments.training.bestAtEpoch', { epoch: training.bestEpoch }),
              training: format.number(training.trainingUsers),
              validation: format.number(training.validationUsers),
              parameters: format.number(training.parameters),
              seconds: format.duration(training.seconds),
              backends: format.list(training.backends.map((name) => t(`frame.backend.names.${name}`))),
            })}
            <Gap />
            {format.sentences(lines)}
          </p>
        </div>
        {nextStep ? (
          <div className={styles.wide}>
            <NextStepTable figures={nextStep} validated={training.validationUsers > 0} />
          </div>
        ) : null}
      </div>
    </Card>
  );
});
