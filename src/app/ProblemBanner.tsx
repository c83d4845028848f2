import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { dismissProblem } from '../workbench/actions';
import { useKeeping } from '../workbench/keeping';
import { useWorkbench } from '../workbench/store';
import { openWorkspace } from '../workbench/workspaces';
import { AlertIcon, CloseIcon } from '../ui/icons';
import { IconButton } from '../ui/IconButton';
import { placeAndWay, problemWords } from '../ui/problem-words';
import classes from './ProblemBanner.module.css';

/** The last thing that went wrong, in words, until it is dismissed or the next job starts. */
export function ProblemBanner() {
  const { t } = useTranslation();
  const format = useFormat();
  const problem = useWorkbench((state) => state.problem);
  const lost = useWorkbench((state) => state.engineLost);
  const workspace = useKeeping((state) => state.workspace);
  if (!problem) return null;
  const words = problemWords(problem.error, t, format);
  return (
    <div className={classes.problem} role="alert" key={problem.serial} data-code={problem.error.code}>
      <AlertIcon />
      <div className={classes.problemText}>
        <strong>{words.title}</strong>
        <p>{placeAndWay(words, format)}</p>
        {lost && workspace ? (
          <div className={classes.problemActions}>
            <Button size="xs" variant="default" onClick={() => void openWorkspace(workspace.id)}>
              {t('workspace.again.crashed')}
            </Button>
          </div>
        ) : null}
      </div>
      <IconButton label={t('frame.problem.dismiss')} onClick={dismissProblem}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
