import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { dismissProblem } from '../workbench/actions';
import { useWorkbench } from '../workbench/store';
import { AlertIcon, CloseIcon } from '../ui/icons';
import { IconButton } from '../ui/IconButton';
import { problemWords } from '../ui/problem-words';
import classes from './frame.module.css';

/** The last thing that went wrong, in words, until it is dismissed or the next job starts. */
export function ProblemBanner() {
  const { t } = useTranslation();
  const format = useFormat();
  const problem = useWorkbench((state) => state.problem);
  if (!problem) return null;
  const { title, where, body } = problemWords(problem.error, t, format);
  return (
    <div className={classes.problem} role="alert" key={problem.serial} data-code={problem.error.code}>
      <AlertIcon />
      <div className={classes.problemText}>
        <strong>{title}</strong>
        <p>
          {where ? `${where} ` : ''}
          {body}
        </p>
      </div>
      <IconButton label={t('frame.problem.dismiss')} onClick={dismissProblem}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
