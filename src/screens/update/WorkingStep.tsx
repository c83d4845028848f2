import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clip, useFormat } from '../../i18n/format';
import { timeLeft } from '../../ui/job-words';
import { useNow } from '../../ui/use-now';
import { cancelJob } from '../../workbench/actions';
import { useWorkbench } from '../../workbench/store';
import { MovedNote } from '../data/MovedNote';
import { StageList } from '../data/StageList';
import classes from './UpdateDialog.module.css';

/** The update is being worked out: stages, time left, and the way back. */
export function WorkingStep({ file }: { file: File }) {
  const { t } = useTranslation();
  const format = useFormat();
  const job = useWorkbench((state) => (state.job?.kind === 'update' ? state.job : null));
  const now = useNow(true, 250);
  const elapsed = job ? Math.max(0, Math.floor((now - job.startedAt) / 1000)) : 0;
  return (
    <div className={classes.step}>
      <Modal.Title className={classes.title}>{t('update.working.title', { file: clip(file.name, 60) })}</Modal.Title>
      <p className={classes.muted}>{t('update.working.lead')}</p>
      <MovedNote moved={job?.moved ?? null} />
      {job ? <StageList job={job} now={now} note={(stage) => t(`update.working.notes.${stage}`)} /> : null}
      <div className={classes.actions}>
        <span className={classes.muted}>
          {t('run.elapsed', { time: format.duration(elapsed) })}
          {job ? ` · ${timeLeft(job, now, t, format)}` : null}
        </span>
        <Button variant="default" onClick={cancelJob} disabled={!job || job.cancelling} data-autofocus>
          {t(job?.cancelling ? 'run.stopping' : 'run.cancel')}
        </Button>
      </div>
    </div>
  );
}
