import { useDeferredValue, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Later } from '../../ui/Later';
import { Card, Section } from '../../ui/Section';
import { setMapping } from '../../workbench/actions';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import { useWorkbench, type Draft } from '../../workbench/store';
import { WatchPanel } from '../update/WatchPanel';
import { BuildBar } from './BuildBar';
import { BuildPanel } from './BuildPanel';
import { DirtOptions } from './DirtOptions';
import { DraftColumns } from './DraftColumns';
import { FixedNote } from './FixedNote';
import { fixedReading } from './fixed-reading';
import { FileSummary } from './FileSummary';
import { LargeFileNote } from './LargeFileNote';
import { PreviewTable } from './PreviewTable';
import { QualitySection } from './QualitySection';
import { ReadingOptions } from './ReadingOptions';
import { SettingsPanel } from './SettingsPanel';
import { StaleLine } from './StaleLine';
import { StoppedNote } from './StoppedNote';
import { AttributeDirt } from './tables/AttributeDirt';
import { JoinedTables } from './tables/JoinedTables';
import { SteadyColumns } from './tables/SteadyColumns';
import { TableKind } from './tables/TableKind';
import { TableReading } from './TableReading';
import { useSettingsForm } from './use-settings-form';
import classes from './DataScreen.module.css';

const setTableOfUsers = (mapping: MappingRecipe) => void setMapping(mapping);

/** An open file: what it holds, how it is read, and the run made of it. */
export function OpenDraft({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const top = useRef<HTMLDivElement>(null);
  // Not the job itself: it changes with every report, and this screen is the largest.
  const building = useWorkbench((state) => state.job?.kind === 'build');
  const { form, problems, change, reset } = useSettingsForm(draft.mapping.timeZone);
  const { preview, mapping, cleaning, joined = [] } = draft;
  const events = (mapping.kind ?? 'events') === 'events';
  // What changes much of the screen at once is drawn a moment later, in slices; what the hand is on follows at once.
  const disabled = useDeferredValue(building);
  const fixed = fixedReading(draft);
  const locked = disabled || fixed !== null;
  const settled = useDeferredValue(draft);

  useEffect(() => {
    if (!building) return;
    // With the frame, which lays the page out anyway.
    const frame = requestAnimationFrame(() => top.current?.scrollIntoView({ block: 'start' }));
    return () => cancelAnimationFrame(frame);
  }, [building]);

  return (
    <>
      <div ref={top} className={classes.page}>
        <FileSummary preview={preview} mapping={mapping} quality={settled.quality} sample={draft.sample} disabled={locked} />
        {draft.large ? <LargeFileNote key={draft.large.expected.memory} large={draft.large} /> : null}
        {building ? null : <StoppedNote />}
        {building ? <BuildPanel /> : <StaleLine />}
        {building ? null : <WatchPanel />}
        <Later>
          {fixed ? <FixedNote draft={draft} why={fixed} /> : null}
          {preview.tables ? <TableKind proposal={preview.tables} mapping={mapping} disabled={locked} /> : null}
          {joined.length > 0 ? <JoinedTables tables={joined} quality={draft.quality} disabled={locked} /> : null}
          <DraftColumns preview={preview} mapping={mapping} disabled={locked} />
          {events && preview.tables && preview.tables.steady.length > 0 ? (
            <SteadyColumns proposal={preview.tables} mapping={mapping} disabled={locked} />
          ) : null}
        </Later>
        {mapping.kind === 'users' ? (
          <Later>
            <TableReading preview={preview} mapping={mapping} cleaning={cleaning} disabled={locked} />
          </Later>
        ) : null}
        {mapping.kind === 'users' ? (
          <Later>
            <Section title={t('data.dirt.title')} lead={t('data.dirt.lead')}>
              <Card>
                <AttributeDirt
                  key={preview.fileName}
                  mapping={mapping}
                  dirt={draft.quality?.attributeDirt ?? null}
                  disabled={locked}
                  onChange={setTableOfUsers}
                />
              </Card>
            </Section>
          </Later>
        ) : null}
        {events ? (
          <Later>
            <ReadingOptions preview={preview} mapping={mapping} cleaning={cleaning} quality={settled.quality} disabled={locked} />
          </Later>
        ) : null}
        {events ? (
          <Later>
            <DirtOptions mapping={mapping} cleaning={cleaning} quality={settled.quality} joined={draft.joined} disabled={locked} />
          </Later>
        ) : null}
        <Later>
          <PreviewTable preview={settled.preview} mapping={settled.mapping} />
        </Later>
        <Later>
          <QualitySection draft={settled} />
        </Later>
        <Later>
          <SettingsPanel form={form} problems={problems} disabled={disabled} onChange={change} onReset={reset} />
        </Later>
      </div>
      {building ? null : <BuildBar draft={draft} blocked={Object.keys(problems).length > 0} />}
    </>
  );
}
