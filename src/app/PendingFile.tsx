import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { clip } from '../i18n/format';
import { keepRunning } from '../workbench/actions';
import { stopAndArrive } from '../workbench/arrive';
import { useWorkbench } from '../workbench/store';
import classes from './PendingFile.module.css';

/** A file came while segments were being built: the person says which of the two goes on. */
export function PendingFile() {
  const { t } = useTranslation();
  const pending = useWorkbench((state) => state.pendingFile);
  // The run may end while the question stands.
  const building = useWorkbench((state) => state.job?.kind === 'build');
  const current = useWorkbench((state) => (state.pendingFile ? (state.job?.fileName ?? '') : ''));
  const [, navigate] = useLocation();
  const names = { current: clip(current, 40), next: clip(pending?.name ?? '', 40) };
  const open = () => {
    navigate('/data');
    void stopAndArrive().then((opened) => {
      if (opened && useWorkbench.getState().run) navigate('/segments');
    });
  };
  // Composed without Mantine's header, which would be a second banner landmark.
  return (
    <Modal.Root opened={pending !== null} onClose={keepRunning}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title className={classes.modalTitle}>{t(building ? 'frame.pending.title' : 'frame.pending.doneTitle')}</Modal.Title>
          <p>{t(building ? 'frame.pending.body' : 'frame.pending.doneBody', names)}</p>
          <div className={classes.modalActions}>
            <Button variant="default" onClick={keepRunning} data-autofocus>
              {t(building ? 'frame.pending.keep' : 'frame.pending.later')}
            </Button>
            <Button onClick={open}>{t(building ? 'frame.pending.stop' : 'frame.pending.open', names)}</Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
