import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../../workers/protocol/timeline';
import { Note } from '../../ui/Note';
import { useWorkbench } from '../../workbench/store';
import { leftOutSentence } from './left-out-words';

/** That a long file is not on the timeline as a whole; nothing where it is. */
export function LeftOutNote({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const sentence = leftOutSentence(timeline, language);
  return sentence ? (
    <Note tone="watch" title={t('drift.leftOut.title')}>
      {sentence}
    </Note>
  ) : null;
}
