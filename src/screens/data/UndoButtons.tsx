import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { redoChange, undoChange } from '../../workbench/actions';
import { changedPart, decisionsOf, stepsOf, useDecisions, type Decisions } from '../../workbench/decisions';
import type { Draft } from '../../workbench/store';
import { fixedReading } from './fixed-reading';
import { stepOfKey } from './undo-keys';
import classes from './BuildBar.module.css';

/** Takes changes of the settings back, and makes them again: with two buttons once there was one, or with the keys that undo elsewhere. */
export function UndoButtons({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const state = useDecisions();
  const { past, future } = stepsOf(state, draft);
  const open = fixedReading(draft) === null;

  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      const step = stepOfKey(event);
      if (!step) return;
      event.preventDefault();
      void (step === 'undo' ? undoChange() : redoChange());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);

  if (!open || (past.length === 0 && future.length === 0)) return null;
  const what = (other: Decisions) => t(`data.undo.what.${changedPart(other, decisionsOf(draft))}`);
  const [before, after] = [past.at(-1), future.at(-1)];
  return (
    <div className={classes.undo}>
      <Step
        label={t('data.undo.undo')}
        note={before ? t('data.undo.undoOf', { what: what(before) }) : t('data.undo.nothing')}
        none={!before}
        take={undoChange}
      />
      <Step
        label={t('data.undo.redo')}
        note={after ? t('data.undo.redoOf', { what: what(after) }) : t('data.undo.nothingAgain')}
        none={!after}
        take={redoChange}
      />
    </div>
  );
}

/** Stays where the keyboard is when there is nothing left to take. */
function Step({ label, note, none, take }: { label: string; note: string; none: boolean; take: () => Promise<void> }) {
  return (
    <Button
      variant="default"
      size="xs"
      title={note}
      aria-label={note}
      aria-disabled={none}
      data-disabled={none || undefined}
      onClick={() => {
        if (!none) void take();
      }}
    >
      {label}
    </Button>
  );
}
