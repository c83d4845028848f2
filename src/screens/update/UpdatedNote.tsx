import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clip, useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { useKeeping } from '../../workbench/keeping';
import { useWorkbench } from '../../workbench/store';
import { redoUpdate, undoUpdate, useUpdating } from '../../workbench/updating';

/** Says which newer file the segments were brought up to date with, and takes it back; after that, brings it again. */
export function UpdatedNote() {
  const { t } = useTranslation();
  const format = useFormat();
  const { versions, current, undo } = useKeeping((state) => state.history);
  const undone = useUpdating((state) => state.undone);
  const busy = useWorkbench((state) => state.job !== null);
  const version = versions.find(({ id }) => id === current);
  const left = versions.find(({ id }) => id === undone);
  const file = (files: readonly string[]) => clip(files.at(-1) ?? '', 60);

  if (left) {
    return (
      <Note
        role="status"
        title={t('update.note.undone', { file: file(left.files) })}
        action={
          <Button size="xs" variant="default" disabled={busy} onClick={() => void redoUpdate()}>
            {t('update.note.redo')}
          </Button>
        }
      >
        {t('update.note.undoneNote')}
      </Note>
    );
  }
  if (!version || version.kind === 'build' || version.files.length < 2) return null;
  const words = { file: file(version.files), date: format.date(version.at), strength: t(`update.strength.label.${version.kind}`) };
  return (
    <Note
      role="status"
      action={
        undo === null ? null : (
          <Button size="xs" variant="default" disabled={busy} onClick={() => void undoUpdate()}>
            {t('update.note.undo')}
          </Button>
        )
      }
    >
      {t('update.note.updated', words)}
    </Note>
  );
}
