import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ui.module.css';

interface DialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons; the one to take by Enter carries `data-autofocus`. */
  readonly actions: ReactNode;
}

/** A question over the page. Composed without Mantine's header, which would be a second banner landmark. */
export function Dialog({ opened, title, onClose, children, actions }: DialogProps) {
  return (
    <Modal.Root opened={opened} onClose={onClose}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title>
            <span className={classes.confirmTitle}>{title}</span>
          </Modal.Title>
          <div className={classes.confirmBody}>{children}</div>
          <div className={classes.confirmActions}>{actions}</div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
