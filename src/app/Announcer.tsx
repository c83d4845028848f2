import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkbench } from '../workbench/store';

/** Says to a screen reader when work starts, enters another stage, and ends. Problems are alerts of their own. */
export function Announcer() {
  const { t } = useTranslation();
  const [words, setWords] = useState('');

  useEffect(
    () =>
      useWorkbench.subscribe((state, before) => {
        const { job } = state;
        const old = before.job;
        if (job && job.id !== old?.id) setWords(t('frame.live.started', { job: t(`run.jobs.${job.kind}`) }));
        else if (job?.kind === 'build' && job.current && job.current !== old?.current) {
          setWords(t('frame.live.stage', { stage: t(`run.stages.${job.current}`) }));
        } else if (!job && old) {
          // What went wrong is stored just after the job has ended.
          setTimeout(() => {
            const stopped = old.cancelling || useWorkbench.getState().problem !== null;
            setWords(t(stopped ? 'frame.live.stopped' : 'frame.live.done', { job: t(`run.jobs.${old.kind}`) }));
          });
        }
      }),
    [t],
  );

  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {words}
    </div>
  );
}
