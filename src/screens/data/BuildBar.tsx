import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useFormat } from '../../i18n/format';
import { buildSegments } from '../../workbench/actions';
import { useWorkbench, type Draft } from '../../workbench/store';
import { columnOf } from './remap';
import { staleness } from './staleness';
import { UndoButtons } from './UndoButtons';
import classes from './BuildBar.module.css';

/** The next step, always within reach. */
export function BuildBar({ draft, blocked }: { draft: Draft; blocked: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [, navigate] = useLocation();
  const working = useWorkbench((state) => state.job !== null);
  const reading = useWorkbench((state) => state.job?.kind === 'read');
  const fresh = useWorkbench((state) => staleness(state.run, state.draft, state.settings) === null && state.run !== null);
  const { quality, mapping } = draft;
  const { sample } = draft.cleaning;
  const unmapped =
    mapping.kind === undefined || mapping.kind === 'events' ? columnOf(mapping, 'user') < 0 || columnOf(mapping, 'time') < 0 : false;

  const words = unmapped
    ? t('data.build.needMapping')
    : reading
      ? t('data.build.reading')
      : !quality
        ? t(draft.error ? 'data.build.failed' : 'data.build.notRead')
        : blocked
          ? t('data.build.needFix')
          : quality.table === 'users'
            ? t('tables.quality.ready', { users: format.number(quality.users) })
            : t(sample ? 'data.build.readySample' : 'data.build.ready', {
                events: format.number(quality.kept),
                users: format.number(quality.users),
                share: format.percent(sample?.share ?? 1, 0),
              });

  const build = async () => {
    if (await buildSegments()) navigate('/segments');
  };

  return (
    <div className={classes.buildBar}>
      <div className={classes.buildBarInner}>
        <p>{words}</p>
        <UndoButtons draft={draft} />
        {fresh && quality ? <Link href="/segments">{t('data.build.see')}</Link> : null}
        <Button disabled={unmapped || !quality || blocked || working} onClick={() => void build()}>
          {t('data.build.button')}
        </Button>
      </div>
    </div>
  );
}
