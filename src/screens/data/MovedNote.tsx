import { useTranslation } from 'react-i18next';
import { Note } from '../../ui/Note';
import type { Job } from '../../workbench/job';

/** That training goes on by another backend than it began on, and why. */
export function MovedNote({ moved }: { moved: Job['moved'] }) {
  const { t } = useTranslation();
  return moved ? <Note tone="watch">{t(`run.moved.${moved.key}`, { backend: t(`frame.backend.names.${moved.backend}`) })}</Note> : null;
}
