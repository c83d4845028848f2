import { SegmentedControl, Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NO_SEGMENT, type Migration } from '../../../../workers/protocol/movement';
import { MigrationChart } from '../../../charts/migration/MigrationChart';
import { flowTable, withoutAway } from '../../../charts/migration/flows';
import { flowKey, type MigrationWords } from '../../../charts/migration/words';
import { fileNameFor } from '../../../charts/save';
import type { WindowBar } from '../../../charts/share-timeline';
import { select } from '../../../workbench/actions';
import { useWorkbench, type Run } from '../../../workbench/store';
import { namesById, type NamedSegment } from '../../segments/named-segments';
import { flowSentence, flowShares, migrationLead, migrationTitle } from './flow-words';
import styles from './movement.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly bars: readonly WindowBar[];
  readonly migration: Migration;
}

/** The flows between two windows as ribbons or as a matrix; a press on one selects it. */
export function WhoMoved({ run, segments, bars, migration }: Props) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const selection = useWorkbench((state) => state.selection);
  const [view, setView] = useState<'flows' | 'matrix'>('flows');
  const [around, setAround] = useState(true);
  const [figures, setFigures] = useState<'counts' | 'shares'>('counts');
  const { timeline } = run.result;
  const { from, to } = migration;
  const table = useMemo(
    () =>
      flowTable(
        migration,
        segments.map(({ id }) => id),
      ),
    [migration, segments],
  );
  const drawn = useMemo(() => (view === 'flows' && !around ? withoutAway(table) : table), [table, view, around]);
  const context = useMemo(() => ({ timeline, from, to, names: namesById(segments), language }), [timeline, from, to, segments, language]);
  const words = useMemo<MigrationWords>(() => {
    const [before, after] = [bars[from]?.name ?? '', bars[to]?.name ?? ''];
    return {
      name: (id) => (id === NO_SEGMENT ? t('segments.none.name') : (context.names[id] ?? String(id + 1))),
      from: before,
      to: after,
      entered: t('movement.sankey.entered'),
      left: t('movement.sankey.left'),
      total: t('movement.matrix.total'),
      corner: t('movement.matrix.corner', { from: before, to: after }),
      sentence: (cell) => flowSentence(cell, context),
      shares: (cell) => flowShares(cell, context),
    };
  }, [bars, from, to, context, t]);
  const selected =
    selection?.kind === 'flow' && selection.from === from && selection.to === to
      ? flowKey({ from: selection.segmentFrom, to: selection.segmentTo })
      : null;
  return (
    <>
      <div className={styles.views}>
        <SegmentedControl
          size="xs"
          aria-label={t('movement.view.label')}
          value={view}
          data={[
            { value: 'flows', label: t('movement.view.flows') },
            { value: 'matrix', label: t('movement.view.matrix') },
          ]}
          onChange={(value) => setView(value as typeof view)}
        />
        {view === 'matrix' ? (
          <SegmentedControl
            size="xs"
            aria-label={t('movement.figures.label')}
            value={figures}
            data={[
              { value: 'counts', label: t('movement.figures.counts') },
              { value: 'shares', label: t('movement.figures.shares') },
            ]}
            onChange={(value) => setFigures(value as typeof figures)}
          />
        ) : (
          <Switch
            size="xs"
            checked={around}
            label={t('movement.sankey.around')}
            onChange={(event) => setAround(event.currentTarget.checked)}
          />
        )}
      </div>
      <MigrationChart
        title={migrationTitle(table, context)}
        lead={migrationLead(table, context)}
        fileName={fileNameFor(run.fileName, `moved-${timeline.windows[from]?.label ?? ''}-${timeline.windows[to]?.label ?? ''}.png`)}
        table={drawn}
        words={words}
        view={view}
        shares={figures === 'shares'}
        selected={selected}
        onFlow={(cell) => select({ kind: 'flow', from, to, segmentFrom: cell.from, segmentTo: cell.to })}
      />
    </>
  );
}
