import { useTranslation } from 'react-i18next';
import { NOTE_KEYS, type FilePreview, type PreviewNote } from '../../../workers/protocol/ingest';
import { PRESETS } from '../../../workers/protocol/recipe';
import { clip, useFormat, type Format } from '../../i18n/format';
import { Note } from '../../ui/Note';

/** What must be known of the file before its figures are trusted: who counts as a user, which rows count, what was made up. */
export function FileNotes({ preview }: { preview: FilePreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  // A kept preview may come from a file that anyone can have written.
  const notes = (preview.notes ?? []).filter(({ key }) => NOTE_KEYS.includes(key));
  return notes.map(({ key, tone, params }) => {
    const preset = PRESETS.find((each) => each === params['preset']);
    const layout = preset ? t(`data.file.presets.${preset}`) : '';
    return (
      <Note key={`${key} ${String(params['column'])}`} tone={tone}>
        {t(`notes.${key}`, { ...figures(params, format), layout })}
      </Note>
    );
  });
}

/** The note's figures as the language writes them; texts from the file are cut to a line. */
function figures(params: PreviewNote['params'], format: Format): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? clip(value, 120) : name === 'share' ? format.percent(value) : format.number(value),
    ]),
  );
}
