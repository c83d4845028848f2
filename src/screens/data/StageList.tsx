import { useTranslation } from 'react-i18next';
import type { StageId } from '../../../workers/protocol/progress';
import { CheckIcon } from '../../ui/icons';
import { useFormat } from '../../i18n/format';
import { ProgressBar } from '../../ui/ProgressBar';
import { JOB_STAGES, type Job } from '../../workbench/job';
import common from './common.module.css';
import classes from './StageList.module.css';

type StagePhase = 'waiting' | 'working' | 'done' | 'skipped';

interface StageListProps {
  readonly job: Job;
  readonly now: number;
  /** What a stage does, where it does not do what it does in a run. */
  readonly note?: (stage: StageId) => string;
}

/** Every stage of the run with its bar and its seconds. */
export function StageList({ job, now, note }: StageListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const order = JOB_STAGES[job.kind];
  const reached = job.current ? order.indexOf(job.current) : -1;

  const phase = (stage: StageId, index: number): StagePhase => {
    const state = job.stages[stage];
    if (!state) return index < reached ? 'skipped' : 'waiting';
    return state.finishedAt === null ? 'working' : 'done';
  };

  const noteOf = (stage: StageId) => note?.(stage) ?? t(`run.notes.${stage}`);

  const detail = (stage: StageId): string => {
    if (stage === 'encode' && job.trainingLoss.length > 0) {
      const { done, total } = job.stages.encode ?? { done: 0, total: 0 };
      return t('run.epoch', { epoch: format.number(done), total: format.number(total) });
    }
    if (stage === 'cluster' && job.k !== null) return t('run.k', { k: job.k });
    return noteOf(stage);
  };

  return (
    <ol className={classes.stages}>
      {order.map((stage, index) => {
        const state = job.stages[stage];
        const at = phase(stage, index);
        const fraction =
          at === 'done' ? 1 : at === 'working' && state && state.total > 0 ? state.done / state.total : at === 'working' ? null : 0;
        const seconds = state ? ((state.finishedAt ?? now) - state.startedAt) / 1000 : null;
        return (
          <li key={stage} data-stage={stage} data-phase={at} aria-current={at === 'working' ? 'step' : undefined}>
            <span className={classes.stageSign} aria-hidden="true">
              {at === 'done' ? <CheckIcon /> : index + 1}
            </span>
            <span className={classes.stageName}>
              {t(`run.stages.${stage}`)} <span className={common.small}>{at === 'working' ? detail(stage) : noteOf(stage)}</span>
            </span>
            <span className={classes.stageTime}>
              {at === 'skipped' ? t('run.state.skipped') : seconds === null ? '' : format.duration(Math.max(0, seconds))}
              <span className="visually-hidden">{t(`run.state.${at}`)}</span>
            </span>
            <ProgressBar value={fraction} label={t(`run.stages.${stage}`)} text={t(`run.state.${at}`)} />
          </li>
        );
      })}
    </ol>
  );
}
