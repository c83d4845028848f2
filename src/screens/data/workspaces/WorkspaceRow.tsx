import { Menu, UnstyledButton } from '@mantine/core';
import { Fragment, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceInfo } from '../../../../workers/protocol/workspace';
import { clip, useFormat, useLanguage } from '../../../i18n/format';
import { IconButton } from '../../../ui/IconButton';
import { MoreIcon } from '../../../ui/icons';
import { Term } from '../../../ui/Term';
import { duplicateWorkspace, renameWorkspace } from '../../../workbench/workspaces';
import { ago } from './ago';
import { NameField } from './NameField';
import { downloadWorkspace } from './save-file';
import classes from './workspaces.module.css';

interface WorkspaceRowProps {
  readonly workspace: WorkspaceInfo;
  /** ms UTC. */
  readonly now: number;
  readonly onOpen: (workspace: WorkspaceInfo) => void;
  readonly onDelete: (workspace: WorkspaceInfo) => void;
}

/** One workspace: a click anywhere on it opens it; what else can be done is in its menu. */
export function WorkspaceRow({ workspace, now, onOpen, onDelete }: WorkspaceRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const [renaming, setRenaming] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const { id, name, events, users, segments, bytes, updated } = workspace;
  const shown = clip(name, 80);
  const exact = format.dateTime(updated, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const facts = [
    ...(events > 0 ? [t('workspace.events', { n: format.number(events) })] : []),
    t('workspace.users', { n: format.number(users) }),
    segments > 0 ? t('workspace.segments', { n: format.number(segments) }) : t('workspace.segmentsNone'),
    format.bytes(bytes),
  ];
  // Not by the menu itself: the focus that it gives back would leave the field that «rename» opens.
  const back = (work: () => void) => {
    more.current?.focus();
    work();
  };
  const rename = (typed: string | null) => {
    setRenaming(false);
    if (typed !== null) void renameWorkspace(id, typed);
    requestAnimationFrame(() => more.current?.focus());
  };
  return (
    <li className={classes.row}>
      <div className={classes.rowText}>
        {renaming ? (
          <NameField name={name} onDone={rename} />
        ) : (
          <UnstyledButton className={classes.open} aria-label={t('workspace.open', { name: shown })} onClick={() => onOpen(workspace)}>
            {shown}
          </UnstyledButton>
        )}
        <p className={classes.facts}>
          {facts.map((fact, i) => (
            <Fragment key={i}>
              {i > 0 ? ' · ' : null}
              <span>{fact}</span>
            </Fragment>
          ))}
        </p>
      </div>
      <span className={classes.when}>
        <Term note={t('workspace.changed', { time: exact })}>{ago(updated, now, language)}</Term>
      </span>
      <div className={classes.more}>
        <Menu position="bottom-end" withArrow withinPortal={false} withInitialFocusPlaceholder={false} returnFocus={false}>
          <Menu.Target>
            <IconButton ref={more} label={t('workspace.more', { name: shown })}>
              <MoreIcon />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setRenaming(true)}>{t('workspace.rename')}</Menu.Item>
            <Menu.Item onClick={() => back(() => void duplicateWorkspace(id, t('workspace.copyOf', { name })))}>
              {t('workspace.duplicate')}
            </Menu.Item>
            <Menu.Item onClick={() => back(() => void downloadWorkspace(id, name))}>{t('workspace.save')}</Menu.Item>
            <Menu.Divider />
            <Menu.Item className={classes.danger} onClick={() => back(() => onDelete(workspace))}>
              {t('workspace.remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  );
}
