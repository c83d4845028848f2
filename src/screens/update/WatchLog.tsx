import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { clip, useLanguage, type Format } from '../../i18n/format';
import { problemWords } from '../../ui/problem-words';
import type { WatchEntry, WatchEvent } from '../../workbench/watching';
import classes from './WatchPanel.module.css';

/** Every step of the watch with its time, file and what came of it, the newest first. */
export function WatchLog({ log, format }: { log: readonly WatchEntry[]; format: Format }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  return (
    <ol className={classes.log} aria-live="polite">
      {log.map(({ serial, at, file, event }) => (
        <li key={serial} data-event={event.kind}>
          <time dateTime={new Date(at).toISOString()}>{clock.format(at)}</time>
          <span>
            {file === '' ? null : <strong>{clip(file, 60)}</strong>} {words(event, t, format)}
          </span>
        </li>
      ))}
    </ol>
  );
}

function words(event: WatchEvent, t: TFunction, format: Format): string {
  switch (event.kind) {
    case 'started':
      return t('update.watch.event.started', { files: format.number(event.files) });
    case 'taken':
      return t(event.described > 0 ? 'update.watch.event.takenDescribed' : 'update.watch.event.taken', {
        events: format.number(event.events),
        described: format.number(event.described),
        moved: format.number(event.moved),
      });
    case 'waiting':
      return t('update.watch.event.waiting', { strength: t(`update.strength.label.${event.strength}`) });
    case 'failed':
      return t('update.watch.event.failed', { problem: problemWords(event.error, t, format).title });
    case 'columns':
    case 'large':
    case 'nothing':
    case 'stopped':
      return t(`update.watch.event.${event.kind}`);
  }
}
