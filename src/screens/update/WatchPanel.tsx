import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clip, useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { Card, Section } from '../../ui/Section';
import { useWorkbench } from '../../workbench/store';
import { canWatch, stopWatching, useWatching, watchFolder } from '../../workbench/watching';
import { WatchLog } from './WatchLog';
import classes from './WatchPanel.module.css';

/** Watches a folder for newer files, where the browser can and there is a result to bring up to date. */
export function WatchPanel() {
  const built = useWorkbench((state) => state.run !== null && state.draft?.quality === state.run.quality);
  const active = useWatching((state) => state.folder !== null || state.log.length > 0);
  return canWatch() && (built || active) ? <Watching /> : null;
}

function Watching() {
  const { t } = useTranslation();
  const format = useFormat();
  const { folder, lost, log } = useWatching();
  const [failed, setFailed] = useState(false);
  const choose = () => {
    setFailed(false);
    watchFolder().catch(() => setFailed(true));
  };
  return (
    <Section
      title={folder ? t('update.watch.watching', { folder: clip(folder, 60) }) : t('update.watch.title')}
      lead={t(folder ? 'update.watch.rule' : 'update.watch.lead')}
      aside={
        folder ? (
          <Button variant="default" size="xs" onClick={stopWatching}>
            {t('update.watch.stop')}
          </Button>
        ) : (
          <Button variant="default" size="xs" onClick={choose}>
            {t('update.watch.choose')}
          </Button>
        )
      }
    >
      <div className={classes.stack}>
        {failed ? <Note tone="act" title={t('update.watch.failed')} role="alert" /> : null}
        {lost ? (
          <Note tone="watch" role="alert" title={t('update.watch.lost', { folder: clip(lost, 60) })}>
            {t('update.watch.lostNote')}
          </Note>
        ) : null}
        {log.length > 0 ? (
          <Card>
            <h3 className={classes.subTitle}>{t('update.watch.log')}</h3>
            <WatchLog log={log} format={format} />
          </Card>
        ) : null}
      </div>
    </Section>
  );
}
