import { Modal } from '@mantine/core';
import type { UpdateStep } from '../../workbench/update-step';
import { leaveUpdate, useUpdating } from '../../workbench/updating';
import { AskStep } from './AskStep';
import { ColumnsStep } from './ColumnsStep';
import { TableStep } from './TableStep';
import { CompareStep } from './CompareStep';
import { WorkingStep } from './WorkingStep';
import classes from './UpdateDialog.module.css';

/** What happens between the arrival of a newer file and its place in the workspace. The comparison takes the whole page. */
export function UpdateDialog() {
  const step = useUpdating((state) => state.step);
  const whole = step?.kind === 'compare';
  // Composed without Mantine's header, which would be a second banner landmark.
  return (
    <Modal.Root
      opened={step !== null}
      onClose={() => void leaveUpdate()}
      // A click beside the dialog must not throw away what was computed.
      closeOnClickOutside={step?.kind === 'ask' || step?.kind === 'ask-table'}
      fullScreen={whole}
      size="44rem"
    >
      <Modal.Overlay />
      <Modal.Content data-update-step={step?.kind}>
        <Modal.Body className={whole ? classes.page : undefined}>{step ? <Step step={step} /> : null}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Step({ step }: { step: UpdateStep }) {
  switch (step.kind) {
    case 'ask':
      return <AskStep step={step} />;
    case 'ask-table':
      return <TableStep step={step} />;
    case 'columns':
      return <ColumnsStep step={step} />;
    case 'working':
      return <WorkingStep file={step.file} />;
    case 'compare':
      return <CompareStep step={step} />;
  }
}
