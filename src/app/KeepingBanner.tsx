import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageTrouble } from '../../workers/protocol/workspace';
import { MakeRoom } from '../screens/data/workspaces/MakeRoom';
import { downloadOpenWorkspace } from '../screens/data/workspaces/save-file';
import { IconButton } from '../ui/IconButton';
import { AlertIcon, CloseIcon } from '../ui/icons';
import { keepAgain, useKeeping } from '../workbench/keeping';
import { useWorkbench } from '../workbench/store';
import classes from './ProblemBanner.module.css';

/** Says why the work on the screen is not being kept, and what can be done about it, until it is kept again or the person hides it. */
export function KeepingBanner() {
  const { t } = useTranslation();
  const trouble = useKeeping((state) => state.trouble);
  const name = useKeeping((state) => state.workspace?.name);
  const fileName = useWorkbench((state) => state.draft?.file.name ?? null);
  const busy = useWorkbench((state) => state.job !== null);
  const [hidden, setHidden] = useState<StorageTrouble | null>(null);
  const [making, setMaking] = useState(false);
  if (!trouble || fileName === null || hidden === trouble) return null;
  return (
    <div className={classes.problem} data-tone="watch" role="status" aria-label={t('workspace.trouble.label')} data-trouble={trouble}>
      <AlertIcon />
      <div className={classes.problemText}>
        <strong>{t(`errors.storage-${trouble}.title`)}</strong>
        <p>{t(`errors.storage-${trouble}.body`)}</p>
        <div className={classes.problemActions}>
          <Button size="xs" variant="default" disabled={busy} onClick={() => void downloadOpenWorkspace(name ?? fileName)}>
            {t('workspace.save')}
          </Button>
          {trouble === 'full' ? (
            <Button size="xs" variant="default" onClick={() => setMaking(true)}>
              {t('workspace.trouble.room')}
            </Button>
          ) : null}
          {trouble === 'full' || trouble === 'failed' ? (
            <Button size="xs" variant="default" disabled={busy} onClick={() => void keepAgain(false)}>
              {t('workspace.trouble.again')}
            </Button>
          ) : null}
          {trouble === 'other-tab' || trouble === 'evicted' ? (
            <Button size="xs" variant="default" disabled={busy} onClick={() => void keepAgain(true)}>
              {t(trouble === 'evicted' ? 'workspace.trouble.anew' : 'workspace.trouble.copy')}
            </Button>
          ) : null}
        </div>
      </div>
      <IconButton label={t('workspace.trouble.dismiss')} onClick={() => setHidden(trouble)}>
        <CloseIcon />
      </IconButton>
      <MakeRoom opened={making} onClose={() => setMaking(false)} />
    </div>
  );
}
