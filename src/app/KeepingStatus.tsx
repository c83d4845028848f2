import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { useKeeping } from '../workbench/keeping';
import classes from './WorkspaceMenu.module.css';

/** Whether the work is kept, in a line. */
export function KeepingStatus() {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace, trouble, writing } = useKeeping();
  const words = trouble
    ? t(`errors.storage-${trouble}.title`)
    : writing
      ? t('workspace.menu.keeping')
      : workspace
        ? t('workspace.menu.kept', { size: format.bytes(workspace.bytes) })
        : t('workspace.menu.notYet');
  return (
    <p className={classes.status} data-trouble={trouble ?? undefined}>
      {words}
    </p>
  );
}
