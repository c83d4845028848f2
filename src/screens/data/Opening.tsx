import { useTranslation } from 'react-i18next';
import { jobBar } from '../../ui/job-words';
import { clip } from '../../i18n/format';
import { ProgressBar } from '../../ui/ProgressBar';
import { Card } from '../../ui/Section';
import { useWorkbench } from '../../workbench/store';
import common from './common.module.css';
import classes from './Opening.module.css';

/** While the beginning of a file is read, or the sample is made. */
export function Opening() {
  const { t } = useTranslation();
  const job = useWorkbench((state) => state.job);
  if (!job) return null;
  const words = job.kind === 'sample' ? t('data.opening.sample') : t('data.opening.title', { name: clip(job.fileName, 60) });
  return (
    <div className={classes.opening}>
      <Card>
        <div className={common.reading}>
          <p>{words}</p>
          <ProgressBar value={job.kind === 'sample' ? jobBar(job) : null} label={words} />
        </div>
      </Card>
    </div>
  );
}
