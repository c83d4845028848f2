import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorkspaceInfo } from '../../../../workers/protocol/workspace';
import { clip, useFormat } from '../../../i18n/format';
import { Dialog } from '../../../ui/Dialog';
import { eraseEverything } from '../../../workbench/workspaces';

/** Names that the question spells out. */
const NAMED = 4;

interface EraseDialogProps {
  readonly opened: boolean;
  readonly list: readonly WorkspaceInfo[];
  readonly onClose: () => void;
}

/** Asks before everything goes, and says exactly what. */
export function EraseDialog({ opened, list, onClose }: EraseDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const named = list.slice(0, NAMED).map(({ name }) => clip(name, 40));
  const others = list.length - named.length;
  if (others > 0) named.push(t('workspace.erase.others', { n: others }));
  const size = format.bytes(list.reduce((sum, { bytes }) => sum + bytes, 0));
  const confirm = () => {
    onClose();
    void eraseEverything();
  };
  return (
    <Dialog
      opened={opened}
      title={t('workspace.erase.title')}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('workspace.cancel')}
          </Button>
          <Button color="red" onClick={confirm}>
            {t('workspace.erase.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('workspace.erase.lead')}</p>
      <ul>
        <li>
          {t(list.length === 1 ? 'workspace.erase.one' : 'workspace.erase.many', { n: list.length, names: format.list(named), size })}
        </li>
        <li>{t('workspace.erase.names')}</li>
        <li>{t('workspace.erase.choices')}</li>
      </ul>
      <p>{t('workspace.erase.stays')}</p>
    </Dialog>
  );
}
