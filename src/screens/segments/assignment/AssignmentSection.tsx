import { Button, NativeSelect } from '@mantine/core';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CLASS_WEIGHTS, DEFAULT_ASSIGNMENT, type ClassWeights } from '../../../../workers/protocol/recipe';
import { jobBar } from '../../../ui/job-words';
import { ProgressBar } from '../../../ui/ProgressBar';
import { Card, Section } from '../../../ui/Section';
import { cancelJob } from '../../../workbench/actions';
import { useAssignment } from '../../../workbench/assignment';
import { useWorkbench, type Run } from '../../../workbench/store';
import type { NamedSegment } from '../named-segments';
import { AssignmentKnown } from './AssignmentKnown';
import { Missing } from './Missing';
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
  const [classWeights, setWeights] = useState<ClassWeights>((run.result.recipe.assignment ?? DEFAULT_ASSIGNMENT).classWeights);
  const learning = job?.kind === 'assignment';
  const controls = (
    <div className={styles.controls}>
      <NativeSelect
        size="xs"
        label={t('assignment.weights')}
        description={t(`assignment.weightsNote.${classWeights}`)}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        disabled={job !== null}
        value={classWeights}
        data={CLASS_WEIGHTS.map((value) => ({ value, label: t(`assignment.weightsOption.${value}`) }))}
        onChange={(event) => setWeights(event.currentTarget.value as ClassWeights)}
      />
      {learning ? (
        <Button variant="default" size="xs" disabled={job.cancelling} onClick={cancelJob}>
          {t('run.cancel')}
        </Button>
      ) : (
        <Button variant="default" size="xs" disabled={job !== null} onClick={() => void ask({ classWeights })}>
          {t(result ? 'assignment.again' : 'assignment.start')}
        </Button>
      )}
      {learning ? <ProgressBar value={jobBar(job)} label={t('run.jobs.assignment')} /> : null}
    </div>
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
