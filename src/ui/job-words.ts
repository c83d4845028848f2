import type { TFunction } from 'i18next';
import type { Format } from '../i18n/format';
import { jobFraction, secondsLeft, type Job } from '../workbench/job';

/** «about 20 s left»; null for the first moments, when it would be a guess. */
export function timeLeft(job: Job, now: number, t: TFunction, format: Format): string {
  return leftWords(secondsLeft(job, now), t, format);
}

/** The same of seconds; null: too little is known to say. */
export function leftWords(seconds: number | null, t: TFunction, format: Format): string {
  return seconds === null ? t('run.leftUnknown') : t('run.left', { time: format.duration(Math.max(1, Math.round(seconds))) });
}

/** What the job does at this moment. A build names its stage, other jobs are named themselves. */
export function jobStep(job: Job, t: TFunction): string {
  return job.kind === 'build' && job.current ? t(`run.stages.${job.current}`) : t(`run.jobs.${job.kind}`);
}

/** Fraction for a bar, or null while nothing is known. */
export function jobBar(job: Job): number | null {
  return Object.keys(job.stages).length === 0 ? null : jobFraction(job);
}
