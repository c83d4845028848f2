import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorkspaceInfo } from '../../../../workers/protocol/workspace';
import { clip, useFormat } from '../../../i18n/format';
import { Dialog } from '../../../ui/Dialog';
import { deleteWorkspace } from '../../../workbench/workspaces';

interface DeleteDialogProps {
  /** Null while nothing is asked. */
  readonly workspace: WorkspaceInfo | null;
  readonly onClose: () => void;
}

/** Asks before a workspace goes, and says what goes with it. */
export function DeleteDialog({ workspace, onClose }: DeleteDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id = '', name = '', events = 0, users = 0, segments = 0, bytes = 0 } = workspace ?? {};
  const figures = {
    events: format.number(events),
    users: format.number(users),
    segments: format.number(segments),
    size: format.bytes(bytes),
  };
  const confirm = () => {
    onClose();
    void deleteWorkspace(id);
  };
  return (
    <Dialog
      opened={workspace !== null}
      title={t('workspace.removal.title', { name: clip(name, 60) })}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('workspace.cancel')}
          </Button>
          <Button color="red" onClick={confirm}>
            {t('workspace.removal.confirm')}
          </Button>
        </>
      }
    >
      <p>{t(segments > 0 ? 'workspace.removal.built' : 'workspace.removal.read', figures)}</p>
      <p>{t('workspace.removal.stays')}</p>
    </Dialog>
  );
}
