import { UnstyledButton } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { WorkspaceInfo } from '../../../../workers/protocol/workspace';
import { Note } from '../../../ui/Note';
import { useKeeping } from '../../../workbench/keeping';
import { useWorkbench } from '../../../workbench/store';
import { listWorkspaces, openWorkspace } from '../../../workbench/workspaces';
import { OpenFile } from '../OpenFile';
import { DeleteDialog } from './DeleteDialog';
import { EraseDialog } from './EraseDialog';
import { useClock } from './use-clock';
import { WorkspaceRow } from './WorkspaceRow';
import classes from './workspaces.module.css';

/** The workspaces kept on this device, newest first. */
export function WorkspaceShelf() {
  const { t } = useTranslation();
  const title = useId();
  const [, navigate] = useLocation();
  const now = useClock();
  const list = useKeeping((state) => state.list);
  const trouble = useKeeping((state) => state.trouble);
  const [doomed, setDoomed] = useState<WorkspaceInfo | null>(null);
  const [erasing, setErasing] = useState(false);

  useEffect(() => {
    // Another tab may have changed them.
    const again = () => void listWorkspaces();
    window.addEventListener('focus', again);
    return () => window.removeEventListener('focus', again);
  }, []);

  const open = async ({ id }: WorkspaceInfo) => {
    if (await openWorkspace(id)) navigate(useWorkbench.getState().run ? '/segments' : '/data');
  };

  if (!list) return null;
  return (
    <section className={classes.shelf} aria-labelledby={title}>
      <h2 id={title} className={classes.title}>
        {t('workspace.title')}
      </h2>
      {trouble ? (
        <Note tone="watch" title={t(`errors.storage-${trouble}.title`)}>
          {t(`errors.storage-${trouble}.body`)}
        </Note>
      ) : list.length === 0 ? (
        <p className={classes.none}>{t('workspace.none')}</p>
      ) : null}
      {list.length > 0 ? (
        <>
          <ul className={classes.list}>
            {list.map((workspace) => (
              <WorkspaceRow
                key={workspace.id}
                workspace={workspace}
                now={now}
                onOpen={(chosen) => void open(chosen)}
                onDelete={setDoomed}
              />
            ))}
          </ul>
          <div className={classes.foot}>
            <OpenFile workspaces className={classes.openFile}>
              {t('workspace.openFile')}
            </OpenFile>
            <UnstyledButton className={classes.erase} onClick={() => setErasing(true)}>
              {t('workspace.erase.button')}
            </UnstyledButton>
          </div>
        </>
      ) : null}
      <DeleteDialog workspace={doomed} onClose={() => setDoomed(null)} />
      <EraseDialog opened={erasing} list={list} onClose={() => setErasing(false)} />
    </section>
  );
}
