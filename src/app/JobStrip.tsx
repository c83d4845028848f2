import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { ProgressBar } from '../ui/ProgressBar';
import { cancelJob } from '../workbench/actions';
import { jobFraction } from '../workbench/job';
import { useWorkbench } from '../workbench/store';
import { CloseIcon } from '../ui/icons';
import { IconButton } from '../ui/IconButton';
import { jobBar, jobStep, timeLeft } from '../ui/job-words';
import { useNow } from '../ui/use-now';
import classes from './JobStrip.module.css';

/** The work under way, on every screen: what it is, how far, how long still, and a way to stop it. */
export function JobStrip() {
  const { t } = useTranslation();
  const format = useFormat();
  const job = useWorkbench((state) => state.job);
  const now = useNow(job !== null);
  if (!job) return null;
  const step = jobStep(job, t);
  const fraction = jobBar(job);
  return (
    <div className={classes.job} data-job>
      <div className={classes.jobText}>
        <span className={classes.jobStep}>{job.cancelling ? t('run.stopping') : step}</span>
        <span className={classes.jobLeft}>{job.cancelling ? null : timeLeft(job, now, t, format)}</span>
      </div>
      <ProgressBar
        value={fraction}
        label={t(`run.jobs.${job.kind}`)}
        text={t('run.progress', { percent: format.percent(jobFraction(job), 0) })}
      />
      <IconButton label={t('run.stop', { job: t(`run.jobs.${job.kind}`) })} onClick={cancelJob} disabled={job.cancelling}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
