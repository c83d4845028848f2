import { Button, Popover, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { clip } from '../i18n/format';
import { NameField } from '../screens/data/workspaces/NameField';
import { downloadOpenWorkspace } from '../screens/data/workspaces/save-file';
import { AlertIcon, ChevronIcon } from '../ui/icons';
import { useKeeping } from '../workbench/keeping';
import { useWorkbench } from '../workbench/store';
import { leaveWorkspace, renameWorkspace } from '../workbench/workspaces';
import { KeepingStatus } from './KeepingStatus';
import { VersionList } from './VersionList';
import classes from './WorkspaceMenu.module.css';

/** The workspace on the screens: its name, and what can be done with it as a whole. */
export function WorkspaceMenu() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [opened, setOpened] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const fileName = useWorkbench((state) => state.draft?.file.name ?? state.run?.fileName ?? null);
  const sample = useWorkbench((state) => state.draft?.sample ?? false);
  const busy = useWorkbench((state) => state.job !== null);
  const workspace = useKeeping((state) => state.workspace);
  const trouble = useKeeping((state) => state.trouble);

  useEffect(() => {
    if (!opened) return undefined;
    // The menu itself hears the key only where the focus is in it.
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpened(false);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [opened]);

  if (fileName === null) return <span className={classes.none}>{t('frame.noFile')}</span>;
  const name = workspace?.name ?? (sample ? t('frame.sampleFile') : fileName);
  const shown = clip(name, 80);
  const toggle = (open: boolean) => {
    setOpened(open);
    setRenaming(false);
  };
  const save = () => {
    toggle(false);
    void downloadOpenWorkspace(name);
  };
  const close = () => {
    toggle(false);
    navigate('/data');
    void leaveWorkspace();
  };
  const rename = (typed: string | null) => {
    setRenaming(false);
    if (typed !== null && workspace) void renameWorkspace(workspace.id, typed);
  };
  return (
    <Popover width={340} position="bottom-start" withArrow withRoles trapFocus opened={opened} onChange={toggle}>
      <Popover.Target>
        <UnstyledButton
          className={classes.target}
          data-workspace
          aria-label={t('workspace.menu.label', { name: shown })}
          title={shown}
          onClick={() => toggle(!opened)}
        >
          {trouble ? <AlertIcon /> : null}
          <span className={classes.name}>{shown}</span>
          <ChevronIcon />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <div className={classes.head}>
          {renaming && workspace ? (
            <NameField name={workspace.name} onDone={rename} />
          ) : (
            <>
              <strong className={classes.title}>{shown}</strong>
              {workspace && trouble !== 'other-tab' ? (
                <Button size="compact-xs" variant="subtle" onClick={() => setRenaming(true)}>
                  {t('workspace.rename')}
                </Button>
              ) : null}
            </>
          )}
        </div>
        <KeepingStatus />
        <VersionList disabled={busy} onGo={() => toggle(false)} />
        <div className={classes.actions}>
          <Button size="xs" variant="default" disabled={busy} onClick={save}>
            {t('workspace.save')}
          </Button>
          <Button size="xs" variant="default" disabled={busy} onClick={close}>
            {t('workspace.menu.close')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
