import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { clip } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { openSample } from '../../workbench/actions';
import type { Interrupted } from '../../workbench/interrupted';
import { useKeeping } from '../../workbench/keeping';
import { buildAgain } from '../../workbench/resume';
import { useWorkbench } from '../../workbench/store';

/** After a reload in the middle of a run: what happened, what is kept, and how to go on. */
export function InterruptedNote({ interrupted }: { interrupted: Interrupted }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const kept = useKeeping(({ list }) => list?.find(({ id }) => id === interrupted.workspace) ?? null);
  const name = clip(kept?.name ?? '', 60);
  const again = async (id: string) => {
    if (await buildAgain(id, interrupted.recipe)) navigate('/segments');
  };
  return (
    <Note
      tone="watch"
      role="status"
      title={t('data.interrupted.title', { name: clip(interrupted.fileName, 80) })}
      action={
        <>
          {kept ? (
            <Button onClick={() => void again(kept.id)}>{t('workspace.again.interrupted', { name })}</Button>
          ) : interrupted.sample ? (
            <Button onClick={() => void openSample()}>{t('data.interrupted.again')}</Button>
          ) : null}
          <Button variant="default" onClick={() => useWorkbench.setState({ interrupted: null })}>
            {t('data.interrupted.dismiss')}
          </Button>
        </>
      }
    >
      {kept ? t('workspace.again.kept', { name }) : t(interrupted.sample ? 'data.interrupted.sample' : 'data.interrupted.body')}
    </Note>
  );
}
