import { useTranslation } from 'react-i18next';
import { clip } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { useWorkbench } from '../../workbench/store';
import { staleness } from './staleness';

/** Says so where the other screens show an older file, reading or recipe than this one. */
export function StaleLine() {
  const { t } = useTranslation();
  const stale = useWorkbench((state) => staleness(state.run, state.draft, state.settings));
  const fileName = useWorkbench((state) => state.run?.fileName ?? '');
  return stale ? <Note>{t(`data.stale.${stale}`, { name: clip(fileName, 60) })}</Note> : null;
}
