import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceInfo } from '../../../../workers/protocol/workspace';
import { clip, useFormat } from '../../../i18n/format';
import { Dialog } from '../../../ui/Dialog';
import { keepAgain, useKeeping } from '../../../workbench/keeping';
import { DeleteDialog } from './DeleteDialog';
import classes from './workspaces.module.css';

/** The other workspaces, to delete, while the one on the screen cannot be kept for want of room. */
export function MakeRoom({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useKeeping((state) => state.list);
  const own = useKeeping((state) => state.workspace?.id);
  const [doomed, setDoomed] = useState<WorkspaceInfo | null>(null);
  const others = (list ?? []).filter(({ id }) => id !== own);
  const done = () => {
    onClose();
    void keepAgain(false);
  };
  return (
    <>
      <Dialog
        opened={opened && !doomed}
        title={t('workspace.room.title')}
        onClose={done}
        actions={
          <Button onClick={done} data-autofocus>
            {t('workspace.room.close')}
          </Button>
        }
      >
        <p>{t(others.length > 0 ? 'workspace.room.lead' : 'workspace.room.none')}</p>
        <ul className={classes.roomList}>
          {others.map((workspace) => (
            <li key={workspace.id}>
              <span>{clip(workspace.name, 60)}</span>
              <small>{format.bytes(workspace.bytes)}</small>
              <Button size="xs" variant="default" onClick={() => setDoomed(workspace)}>
                {t('workspace.remove')}
              </Button>
            </li>
          ))}
        </ul>
      </Dialog>
      <DeleteDialog workspace={doomed} onClose={() => setDoomed(null)} />
    </>
  );
}
