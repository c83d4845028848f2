import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { clip } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { useKeeping } from '../../workbench/keeping';
import { useWorkbench } from '../../workbench/store';
import type { Asked } from '../../workbench/update-step';
import { addToWorkspace, leaveUpdate, openAsAnother, openTogether } from '../../workbench/updating';
import { DialogProblem } from './DialogProblem';
import { LargeOfferNote } from './LargeOfferNote';
import classes from './UpdateDialog.module.css';

/** Add the file to the workspace, or open it as another one? */
export function AskStep({ step: { file, same, large } }: { step: Asked }) {
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
  /** The way whose button was pressed last. */
  const [way, setWay] = useState<'add' | 'together'>('add');
  const add = () => {
    setWay('add');
    void addToWorkspace();
  };
  const together = () => {
    setWay('together');
    void openTogether().then((opened) => opened && navigate('/data'));
  };
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
        <Button variant="default" onClick={another} disabled={looking}>
          {t('update.ask.another')}
        </Button>
        <Button
          variant={togetherToo ? 'default' : 'filled'}
          onClick={add}
          loading={looking && way === 'add'}
          disabled={looking && way !== 'add'}
          data-autofocus={togetherToo ? undefined : true}
        >
          {t(large ? 'update.ask.anyway' : 'update.ask.add')}
        </Button>
        {togetherToo ? (
          <Button onClick={together} loading={looking && way === 'together'} disabled={looking && way !== 'together'} data-autofocus>
            {t('update.ask.together')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
