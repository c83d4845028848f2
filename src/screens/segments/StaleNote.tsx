import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { clip } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { useWorkbench } from '../../workbench/store';

/** Says so where the results on the screen are of an older file than the one that is open. */
export function StaleNote() {
  const { t } = useTranslation();
  const draft = useWorkbench((state) => state.draft);
  const run = useWorkbench((state) => state.run);
  if (!draft || !run) return null;
  // After an update the figures are of several files, the open one the first of them.
  if (draft.quality === run.quality) return null;
  if (draft.file.name === run.quality.fileName && draft.file.size === run.quality.fileSize) return null;
  return (
    <Note
      tone="watch"
      title={t('segments.stale.title', { run: clip(run.fileName) })}
      action={<Link href="/data">{t('segments.stale.action')}</Link>}
    >
      {t('segments.stale.body', { draft: clip(draft.file.name) })}
    </Note>
  );
}
