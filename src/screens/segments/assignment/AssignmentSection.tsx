import { Button } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { jobBar } from '../../../ui/job-words';
import { ProgressBar } from '../../../ui/ProgressBar';
import { Card, Section } from '../../../ui/Section';
import { cancelJob } from '../../../workbench/actions';
import { useAssignment } from '../../../workbench/assignment';
import { useWorkbench, type Run } from '../../../workbench/store';
import { TrainingFields } from '../../training/TrainingFields';
import { readTraining } from '../../training/training-form';
import { useTrainingForm } from '../../training/use-training-form';
import type { NamedSegment } from '../named-segments';
import { AssignmentKnown } from './AssignmentKnown';
import { Missing } from './Missing';
import { placingForms, placingRecipe } from './placing-training';
import styles from './assignment.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
}

/** How soon new users can be placed in the segments: asked for, since a network has to learn it. */
export const AssignmentSection = memo(function AssignmentSection({ run, segments }: Props) {
  const { t } = useTranslation();
  const { result, ask } = useAssignment(run);
  const job = useWorkbench((state) => state.job);
  const { encoder, assignment } = run.result.recipe;
  const { stands, usual } = placingForms(encoder, assignment);
  const [form, change] = useTrainingForm(stands);
  const { read, problems } = readTraining(form, usual);
  const learning = job?.kind === 'assignment';
  const controls = (
    <>
      <TrainingFields
        form={form}
        usual={usual}
        problems={problems}
        disabled={job !== null}
        onChange={change}
        lead={t('assignment.training')}
        weights={{ name: (value) => t(`assignment.weightsOption.${value}`), note: t(`assignment.weightsNote.${form.classWeights}`) }}
      />
      <div className={styles.controls}>
        {learning ? (
          <Button variant="default" size="xs" disabled={job.cancelling} onClick={cancelJob}>
            {t('run.cancel')}
          </Button>
        ) : (
          <Button
            variant="default"
            size="xs"
            disabled={job !== null || !read}
            onClick={() => read && void ask(placingRecipe(read, encoder))}
          >
            {t(result ? 'assignment.again' : 'assignment.start')}
          </Button>
        )}
        {learning ? <ProgressBar value={jobBar(job)} label={t('run.jobs.assignment')} /> : null}
      </div>
    </>
  );
  const from = result?.assignment?.reliableFrom;
  const title =
    from === undefined
      ? t('assignment.title')
      : from === null
        ? t('assignment.headline.never')
        : t('assignment.headline.reliable', { count: from, events: from });
  return (
    <Section title={title} lead={t('assignment.lead')}>
      <Card>
        <div className={styles.section} data-assignment={from === undefined ? undefined : (from ?? 'never')}>
          {result?.none ? <Missing none={result.none} /> : null}
          {result?.assignment ? <AssignmentKnown run={run} assignment={result.assignment} segments={segments} /> : null}
          {controls}
        </div>
      </Card>
    </Section>
  );
});
