import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { clip } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { useKeeping } from '../../workbench/keeping';
import { useWorkbench } from '../../workbench/store';
import { addToWorkspace, leaveUpdate, openAsAnother, openTogether, type UpdateStep } from '../../workbench/updating';
import { DialogProblem } from './DialogProblem';
import { LargeOfferNote } from './LargeOfferNote';
import classes from './UpdateDialog.module.css';

type Ask = Extract<UpdateStep, { kind: 'ask' }>;

/** Add the file to the workspace, or open it as another one? */
export function AskStep({ step: { file, same, large } }: { step: Ask }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const looking = useWorkbench((state) => state.job?.kind === 'preview');
  const lost = useKeeping((state) => state.trouble !== null);
  const workspace = useKeeping((state) => state.workspace?.name);
  const run = useWorkbench((state) => state.run?.fileName ?? '');
  const names = { file: clip(file.name, 60), workspace: clip(workspace ?? run, 60) };
  // Files that a workspace did not keep cannot be read anew.
  const togetherToo = useWorkbench(({ draft }) => large !== null && !draft?.absent?.length);
  const another = () => {
    navigate('/data');
    void openAsAnother();
  };
  const together = () => void openTogether().then((opened) => opened && navigate('/data'));
  return (
    <div className={classes.step}>
      <Modal.Title className={classes.title}>{t('update.ask.title', names)}</Modal.Title>
      {same ? <Note>{t('update.ask.same')}</Note> : null}
      {large ? <LargeOfferNote large={large} advice={t('update.large.advice')} /> : null}
      <DialogProblem />
      <dl className={classes.ways}>
        {togetherToo ? (
          <div>
            <dt>{t('update.ask.together')}</dt>
            <dd>{t('update.ask.togetherNote', names)}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t(large ? 'update.ask.anyway' : 'update.ask.add')}</dt>
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
        <Button
          variant={togetherToo ? 'default' : 'filled'}
          onClick={() => void addToWorkspace()}
          loading={looking}
          data-autofocus={togetherToo ? undefined : true}
        >
          {t(large ? 'update.ask.anyway' : 'update.ask.add')}
        </Button>
        {togetherToo ? (
          <Button onClick={together} data-autofocus>
            {t('update.ask.together')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
