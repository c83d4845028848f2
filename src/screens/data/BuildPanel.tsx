import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { lossMeasure } from '../../charts/loss-measure';
import { useNow } from '../../ui/use-now';
import { timeLeft } from '../../ui/job-words';
import { clip, useFormat } from '../../i18n/format';
import { Card, Section } from '../../ui/Section';
import { cancelJob } from '../../workbench/actions';
import type { Job } from '../../workbench/job';
import { useWorkbench } from '../../workbench/store';
import { MovedNote } from './MovedNote';
import { StageList } from './StageList';
import classes from './BuildPanel.module.css';
import common from './common.module.css';

const LossChart = lazy(async () => ({ default: (await import('../../charts/LossChart')).LossChart }));

/** The run under way: its stages, the loss while the network learns, the time left, and the way out. */
export function BuildPanel() {
  const job = useWorkbench((state) => state.job);
  return job?.kind === 'build' ? <Building job={job} /> : null;
}

function Building({ job }: { job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(true, 250);
  const kind = useWorkbench((state) => state.settings.encoder.kind);
  const learns = kind !== 'none';
  const rerun = useWorkbench((state) => state.run !== null);
  const elapsed = t('run.elapsed', { time: format.duration(Math.floor((now - job.startedAt) / 1000)) });
  return (
    <Section
      title={t('data.build.title', { name: clip(job.fileName, 60) })}
      lead={rerun ? t('data.build.again') : null}
      aside={
        <div className={classes.buildTools}>
          <span className={common.small}>
            {elapsed} · {timeLeft(job, now, t, format)}
          </span>
          <Button variant="default" onClick={cancelJob} disabled={job.cancelling}>
            {t(job.cancelling ? 'run.stopping' : 'run.cancel')}
          </Button>
        </div>
      }
    >
      <div className={common.stack}>
        <MovedNote moved={job.moved} />
        <div className={classes.buildGrid} data-plain={!learns || undefined}>
          <Card>
            <StageList job={job} now={now} />
          </Card>
          {learns ? (
            <Card>
              {job.trainingLoss.length > 0 ? (
                <Suspense fallback={<p className={common.small}>{t('run.lossWait')}</p>}>
                  {kind === 'fused' ? (
                    <p className={common.small}>{t(`segments.training.parts.${job.reading ? 'reading' : 'joining'}`)}</p>
                  ) : null}
                  <LossChart
                    training={job.trainingLoss}
                    validation={job.validationLoss}
                    measure={job.reading ? 'nats' : lossMeasure(kind)}
                    height={260}
                  />
                </Suspense>
              ) : (
                <>
                  <h3 className={common.subTitle}>{t('run.lossTitle')}</h3>
                  <p className={common.small}>{t('run.lossWait')}</p>
                </>
              )}
            </Card>
          ) : null}
        </div>
      </div>
    </Section>
  );
}
