import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { clip, useFormat } from '../../i18n/format';
import { Later } from '../../ui/Later';
import { Note } from '../../ui/Note';
import { buildSegments } from '../../workbench/actions';
import { useWorkbench, type Draft } from '../../workbench/store';
import { BuildPanel } from './BuildPanel';
import { ColumnsTable } from './ColumnsTable';
import { FileSummary } from './FileSummary';
import { InterruptedNote } from './InterruptedNote';
import { Opening } from './Opening';
import { PreviewTable } from './PreviewTable';
import { QualitySection } from './QualitySection';
import { ReadingOptions } from './ReadingOptions';
import { columnOf } from './remap';
import { SettingsPanel } from './SettingsPanel';
import { staleness } from './staleness';
import { useSettingsForm } from './use-settings-form';
import { Welcome } from './Welcome';
import classes from './data.module.css';

/** From a file to the start of a run: open, check the columns, see the quality, build. */
export function DataScreen() {
  const draft = useWorkbench((state) => state.draft);
  const interrupted = useWorkbench((state) => state.interrupted);
  const opening = useWorkbench((state) => state.job?.kind === 'preview' || state.job?.kind === 'sample');
  return (
    <div className={classes.screen}>
      {interrupted || opening || !draft ? (
        <div className={classes.page}>
          {interrupted ? <InterruptedNote interrupted={interrupted} /> : null}
          {opening ? <Opening /> : draft ? null : <Welcome />}
        </div>
      ) : null}
      {draft ? <OpenDraft draft={draft} /> : null}
    </div>
  );
}

function OpenDraft({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const top = useRef<HTMLDivElement>(null);
  // Not the job itself: it changes with every report, and this screen is the largest.
  const building = useWorkbench((state) => state.job?.kind === 'build');
  const run = useWorkbench((state) => state.run);
  const settings = useWorkbench((state) => state.settings);
  const { form, problems, change, reset } = useSettingsForm(draft.mapping.timeZone);
  const stale = staleness(run, draft, settings);

  useEffect(() => {
    if (building) top.current?.scrollIntoView({ block: 'start' });
  }, [building]);

  return (
    <>
      <div ref={top} className={classes.page}>
        <FileSummary draft={draft} />
        {building ? <BuildPanel /> : null}
        {stale && !building ? <Note>{t(`data.stale.${stale}`, { name: clip(run?.fileName ?? '', 60) })}</Note> : null}
        <Later>
          <ColumnsTable draft={draft} disabled={building} />
          <ReadingOptions draft={draft} disabled={building} />
          <PreviewTable draft={draft} />
          <QualitySection draft={draft} />
          <SettingsPanel form={form} problems={problems} disabled={building} onChange={change} onReset={reset} />
        </Later>
      </div>
      {building ? null : <BuildBar draft={draft} blocked={Object.keys(problems).length > 0} />}
    </>
  );
}

/** The next step, always within reach. */
function BuildBar({ draft, blocked }: { draft: Draft; blocked: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [, navigate] = useLocation();
  const working = useWorkbench((state) => state.job !== null);
  const reading = useWorkbench((state) => state.job?.kind === 'read');
  const fresh = useWorkbench((state) => staleness(state.run, state.draft, state.settings) === null && state.run !== null);
  const { quality, mapping } = draft;
  const unmapped = columnOf(mapping, 'user') < 0 || columnOf(mapping, 'time') < 0;

  const words = unmapped
    ? t('data.build.needMapping')
    : reading
      ? t('data.build.reading')
      : !quality
        ? t('data.build.notRead')
        : blocked
          ? t('data.build.needFix')
          : t('data.build.ready', { events: format.number(quality.kept), users: format.number(quality.users) });

  const build = async () => {
    if (await buildSegments()) navigate('/segments');
  };

  return (
    <div className={classes.buildBar}>
      <div className={classes.buildBarInner}>
        <p>{words}</p>
        {fresh && quality ? <Link href="/segments">{t('data.build.see')}</Link> : null}
        <Button disabled={unmapped || !quality || blocked || working} onClick={() => void build()}>
          {t('data.build.button')}
        </Button>
      </div>
    </div>
  );
}
