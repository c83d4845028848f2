import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { clip } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { useKeeping } from '../../workbench/keeping';
import { useWorkbench } from '../../workbench/store';
import { addToWorkspace, leaveUpdate, openAsAnother, type UpdateStep } from '../../workbench/updating';
import { DialogProblem } from './DialogProblem';
import classes from './UpdateDialog.module.css';

type Ask = Extract<UpdateStep, { kind: 'ask' }>;

/** Add the file to the workspace, or open it as another one? */
export function AskStep({ step: { file, same } }: { step: Ask }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const looking = useWorkbench((state) => state.job?.kind === 'preview');
  const lost = useKeeping((state) => state.trouble !== null);
  const workspace = useKeeping((state) => state.workspace?.name);
  const run = useWorkbench((state) => state.run?.fileName ?? '');
  const names = { file: clip(file.name, 60), workspace: clip(workspace ?? run, 60) };
  const another = () => {
    navigate('/data');
    void openAsAnother();
  };
  return (
    <div className={classes.step}>
      <Modal.Title className={classes.title}>{t('update.ask.title', names)}</Modal.Title>
      {same ? <Note>{t('update.ask.same')}</Note> : null}
      <DialogProblem />
      <dl className={classes.ways}>
        <div>
          <dt>{t('update.ask.add')}</dt>
          <dd>{t('update.ask.addNote', names)}</dd>
        </div>
        <div>
          <dt>{t('update.ask.another')}</dt>
          <dd>{t(lost ? 'update.ask.anotherLost' : 'update.ask.anotherNote', names)}</dd>
        </div>
      </dl>
      <div className={classes.actions}>
        <Button variant="subtle" onClick={() => void leaveUpdate()}>
          {t('update.ask.cancel')}
        </Button>
        <Button variant="default" onClick={another}>
          {t('update.ask.another')}
        </Button>
        <Button onClick={() => void addToWorkspace()} loading={looking} data-autofocus>
          {t('update.ask.add')}
        </Button>
      </div>
    </div>
  );
}
