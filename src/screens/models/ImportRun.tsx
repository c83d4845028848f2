import { Button, FileButton } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportedRun } from '../../../workers/protocol/runs';
import { importRun } from '../../workbench/runs';
import { useWorkbench } from '../../workbench/store';

/** The archive of a run becomes one of the list. */
export function ImportRun({ disabled, onImported }: { disabled: boolean; onImported: (run: ImportedRun) => void }) {
  const { t } = useTranslation();
  const lost = useWorkbench((state) => state.engineLost);
  const [reading, setReading] = useState(false);
  const reset = useRef<() => void>(null);
  const take = async (file: File | null) => {
    if (!file) return;
    setReading(true);
    const imported = await importRun(file);
    setReading(false);
    // So that choosing the same file again, mended meanwhile, is a change.
    reset.current?.();
    if (imported) onImported(imported);
  };
  return (
    <FileButton
      resetRef={reset}
      accept=".zip,application/zip"
      onChange={(file) => void take(file)}
      inputProps={{ 'aria-label': t('models.runs.import') }}
    >
      {(props) => (
        <Button
          {...props}
          variant="default"
          size="xs"
          loading={reading}
          disabled={lost || disabled}
          data-hint={t('models.runs.importNote')}
        >
          {t('models.runs.import')}
        </Button>
      )}
    </FileButton>
  );
}
