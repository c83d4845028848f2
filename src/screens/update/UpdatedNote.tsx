import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clip, useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { useKeeping } from '../../workbench/keeping';
import { useWorkbench } from '../../workbench/store';
import { redoUpdate, undoUpdate, useUpdating } from '../../workbench/updating';

/** Says which newer file the segments were brought up to date with, or that an earlier run was put back, and takes it back; after that, brings it again. */
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
    const run = left.kind === 'put-back';
    return (
      <Note
        role="status"
        title={run ? t('update.note.putBackUndone') : t('update.note.undone', { file: file(left.files) })}
        action={
          <Button size="xs" variant="default" disabled={busy} onClick={() => void redoUpdate()}>
            {t(run ? 'update.note.putBackAgain' : 'update.note.redo')}
          </Button>
        }
      >
        {t(run ? 'update.note.putBackUndoneNote' : 'update.note.undoneNote')}
      </Note>
    );
  }
  if (!version || version.kind === 'build') return null;
  if (version.kind !== 'put-back' && version.files.length < 2) return null;
  const date = format.date(version.at);
  const words =
    version.kind === 'put-back'
      ? t('update.note.putBack', { date })
      : t('update.note.updated', { file: file(version.files), date, strength: t(`update.strength.label.${version.kind}`) });
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
      {words}
    </Note>
  );
}
