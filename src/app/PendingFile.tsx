import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { clip } from '../i18n/format';
import { keepRunning, stopAndOpen } from '../workbench/actions';
import { useWorkbench } from '../workbench/store';
import classes from './frame.module.css';

/** A file came while segments were being built: the person says which of the two goes on. */
export function PendingFile() {
  const { t } = useTranslation();
  const pending = useWorkbench((state) => state.pendingFile);
  const current = useWorkbench((state) => state.job?.fileName ?? state.draft?.file.name ?? '');
  const [, navigate] = useLocation();
  const names = { current: clip(current, 40), next: clip(pending?.name ?? '', 40) };
  const stop = () => {
    navigate('/data');
    void stopAndOpen();
  };
  return (
    <Modal opened={pending !== null} onClose={keepRunning} title={t('frame.pending.title')} closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <p>{t('frame.pending.body', names)}</p>
      <div className={classes.modalActions}>
        <Button variant="default" onClick={keepRunning} data-autofocus>
          {t('frame.pending.keep')}
        </Button>
        <Button onClick={stop}>{t('frame.pending.stop', names)}</Button>
      </div>
    </Modal>
  );
}
