import { useTranslation } from 'react-i18next';
import type { FilePreview } from '../../../workers/protocol/ingest';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { noteSentence } from './note-sentence';

/** What must be known of the file before its figures are trusted: who counts as a user, which rows count, what was made up. */
export function FileNotes({ preview }: { preview: FilePreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (preview.notes ?? []).map((note, i) => (
    <Note key={i} tone={note.tone}>
      {noteSentence(note, t, format)}
    </Note>
  ));
}
