import { Menu } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunInfo } from '../../../workers/protocol/runs';
import { IconButton } from '../../ui/IconButton';
import { MoreIcon } from '../../ui/icons';
import { deleteRun, pinRun } from '../../workbench/runs';
import { useWorkbench } from '../../workbench/store';
import { downloadRun } from './download-run';
import styles from './models.module.css';

interface Props {
  readonly run: RunInfo;
  readonly name: string;
  readonly onName: () => void;
  readonly onCompare: (run: RunInfo) => void;
  readonly onUse: (run: RunInfo) => void;
  readonly onShow: (run: RunInfo) => void;
  readonly onPlace: (run: RunInfo) => void;
}

/** What can be done with a run. */
export function RunMenu({ run, name, onName, onCompare, onUse, onShow, onPlace }: Props) {
  const { t } = useTranslation();
  const lost = useWorkbench((state) => state.engineLost);
  const busy = useWorkbench((state) => state.job !== null);
  const why = run.current ? t('models.actions.shown') : run.hindrance && t(`errors.${run.hindrance}.title`);
  const more = useRef<HTMLButtonElement>(null);
  // Not by the menu itself: the focus that it gives back would leave the field that «name» opens.
  const back = (work: () => void) => () => {
    more.current?.focus();
    work();
  };
  return (
    <Menu position="bottom-end" withArrow withinPortal={false} withInitialFocusPlaceholder={false} returnFocus={false}>
      <Menu.Target>
        <IconButton ref={more} label={t('models.actions.more', { name })} disabled={lost}>
          <MoreIcon />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={why !== null || busy} onClick={back(() => onShow(run))}>
          {t('models.actions.show')}
          {why ? <span className={styles.why}>{why}</span> : null}
        </Menu.Item>
        <Menu.Item onClick={back(() => onPlace(run))} disabled={busy}>
          {t('models.actions.place')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={onName}>{t('models.actions.rename')}</Menu.Item>
        <Menu.Item onClick={back(() => void pinRun(run.id, !run.pinned))}>
          {t(run.pinned ? 'models.actions.unpin' : 'models.actions.pin')}
        </Menu.Item>
        {run.current ? null : <Menu.Item onClick={back(() => onCompare(run))}>{t('models.actions.compare')}</Menu.Item>}
        <Menu.Item onClick={back(() => onUse(run))}>{t('models.actions.use')}</Menu.Item>
        <Menu.Item onClick={back(() => void downloadRun(run))}>{t('models.actions.export')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item
          className={styles.danger}
          // A run that is being put back is not the one on the screens yet.
          disabled={run.current || busy}
          title={run.current ? t('models.actions.current') : undefined}
          onClick={() => void deleteRun(run)}
        >
          {t('models.actions.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
