import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import type { LargeFile } from '../../workbench/large-file';
import { memoryWords } from '../data/memory-words';

/** What was offered probably takes more memory than there is, with what is open: said before anything is read. */
export function LargeOfferNote({ large, advice }: { large: LargeFile; advice: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rows, memory } = large.expected;
  const need = t('update.large.need', { rows: format.compact(rows), memory: format.bytes(memory) });
  return (
    <Note tone="watch" title={t('update.large.title')} role="status">
      <p>{format.sentences([need, memoryWords(large, t, format)])}</p>
      <p>{advice}</p>
    </Note>
  );
}
