import { useTranslation } from 'react-i18next';
import type { ReadingNote } from '../../../workers/protocol/reading';
import { clip, useFormat } from '../../i18n/format';
import classes from './PreviewTable.module.css';

/** What the reader had to decide about the file, each with the line where it begins. */
export function ReadingNotes({ notes }: { readonly notes: readonly ReadingNote[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lineOf = (line: string, part: string | number | undefined) =>
    part === undefined ? line : t('data.notes.lineOf', { line, part: clip(String(part), 60) });
  return (
    <ul className={classes.notes} aria-label={t('data.notes.label')}>
      {notes.map(({ key, line, count, params }, i) => (
        <li key={i}>
          {t(`data.notes.${key}`, {
            line: lineOf(format.number(line), params?.['part']),
            number: format.number(count),
            example: clip(String(params?.['example'] ?? ''), 60),
            columns: clip(String(params?.['columns'] ?? ''), 200),
            files: clip(String(params?.['files'] ?? ''), 200),
          })}
        </li>
      ))}
    </ul>
  );
}
