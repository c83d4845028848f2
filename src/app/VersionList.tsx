import { Button, UnstyledButton } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { useKeeping } from '../workbench/keeping';
import { goToVersion, undoUpdate } from '../workbench/updating';
import classes from './WorkspaceMenu.module.css';

interface VersionListProps {
  readonly disabled: boolean;
  /** Told when another version was asked for. */
  readonly onGo: () => void;
}

/** The results of the workspace, newest first: a click goes there. */
export function VersionList({ disabled, onGo }: VersionListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useId();
  const { versions, current, undo } = useKeeping((state) => state.history);
  const readOnly = useKeeping((state) => state.trouble === 'other-tab');
  if (versions.length === 0) return null;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const go = (id: string) => {
    onGo();
    void goToVersion(id);
  };
  const back = () => {
    onGo();
    void undoUpdate();
  };
  return (
    <section aria-labelledby={title}>
      <div className={classes.versionsHead}>
        <h2 id={title}>{t('workspace.menu.versions')}</h2>
        {undo !== null && !readOnly ? (
          <Button size="compact-xs" variant="subtle" disabled={disabled} title={t('workspace.menu.undoNote')} onClick={back}>
            {t('workspace.menu.undo')}
          </Button>
        ) : null}
      </div>
      <ol className={classes.versions} reversed>
        {[...versions].reverse().map(({ id, kind, at, events, users, segments, files }) => (
          <li key={id}>
            <UnstyledButton
              className={classes.version}
              aria-current={id === current ? 'true' : undefined}
              disabled={disabled || readOnly || id === current}
              title={format.list(files)}
              onClick={() => go(id)}
            >
              <span className={classes.versionHead}>
                <strong>{t(`workspace.menu.kinds.${kind}`)}</strong>
                <span>{id === current ? t('workspace.menu.current') : null}</span>
              </span>
              <span className={classes.small}>{format.dateTime(at, zone)}</span>
              <span className={classes.small}>
                {t('workspace.menu.figures', {
                  events: format.number(events),
                  users: format.number(users),
                  segments: format.number(segments),
                })}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </section>
  );
}
