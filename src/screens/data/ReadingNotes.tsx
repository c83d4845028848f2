import { useTranslation } from 'react-i18next';
import type { ReadingNote } from '../../../workers/protocol/reading';
import { clip, useFormat } from '../../i18n/format';
import classes from './PreviewTable.module.css';

/** What the reader had to decide about the file, each with the line where it begins. */
export function ReadingNotes({ notes }: { readonly notes: readonly ReadingNote[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={classes.notes} aria-label={t('data.notes.label')}>
      {notes.map(({ key, line, count, params }) => (
        <li key={key}>
          {t(`data.notes.${key}`, {
            line: format.number(line),
            number: format.number(count),
            example: clip(String(params?.['example'] ?? ''), 60),
          })}
        </li>
      ))}
    </ul>
  );
}
