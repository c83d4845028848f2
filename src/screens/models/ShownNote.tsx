import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from '../../ui/Note';
import { useKeeping } from '../../workbench/keeping';
import { useWorkbench } from '../../workbench/store';
import { undoUpdate } from '../../workbench/updating';

/** A run is on the screens again, and the way back. */
export function ShownNote({ name }: { name: string }) {
  const { t } = useTranslation();
  const busy = useWorkbench((state) => state.job !== null);
  const { versions, current, undo } = useKeeping((state) => state.history);
  const known = versions.find(({ id }) => id === current)?.kind === 'put-back';
  return (
    <Note
      role="status"
      action={
        <Button variant="default" size="xs" disabled={busy || !known || undo === null} onClick={() => void undoUpdate()}>
          {t('models.runs.backUndo')}
        </Button>
      }
    >
      {t('models.runs.back', { name })}
    </Note>
  );
}
