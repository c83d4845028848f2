import { useTranslation } from 'react-i18next';
import { clip, useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import type { Draft } from '../../workbench/store';

/** Why the columns and reading options below cannot be changed. */
export function FixedNote({ draft, why }: { draft: Draft; why: 'absent' | 'added' }) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = format.list((draft.files ?? []).slice(1).map((name) => clip(name, 40)));
  return <Note>{t(`workspace.fixed.${why}`, { name: clip(draft.file.name, 60), names })}</Note>;
}
