import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../../workers/protocol/timeline';
import { Note } from '../../ui/Note';

/** Why there is no drift to show, and what to do. */
export function TooShortNote({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation();
  const complete = timeline.windows.filter((window) => window.complete).length;
  return (
    <Note tone="watch" title={t('drift.tooShort.title')}>
      {t(timeline.unit === 'month' ? 'drift.tooShort.month' : 'drift.tooShort.week', { complete, all: timeline.windows.length })}
    </Note>
  );
}
