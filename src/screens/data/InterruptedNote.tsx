import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clip } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { openSample } from '../../workbench/actions';
import type { Interrupted } from '../../workbench/interrupted';
import { useWorkbench } from '../../workbench/store';

/** After a reload in the middle of a run: what happened, what is kept, and how to go on. */
export function InterruptedNote({ interrupted }: { interrupted: Interrupted }) {
  const { t } = useTranslation();
  return (
    <Note
      tone="watch"
      role="status"
      title={t('data.interrupted.title', { name: clip(interrupted.fileName, 80) })}
      action={
        <>
          {interrupted.sample ? <Button onClick={() => void openSample()}>{t('data.interrupted.again')}</Button> : null}
          <Button variant="default" onClick={() => useWorkbench.setState({ interrupted: null })}>
            {t('data.interrupted.dismiss')}
          </Button>
        </>
      }
    >
      {t(interrupted.sample ? 'data.interrupted.sample' : 'data.interrupted.body')}
    </Note>
  );
}
