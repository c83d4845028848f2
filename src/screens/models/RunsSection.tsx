import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { MOST_UNPINNED_RUNS, type ImportedRun, type RunInfo, type RunList } from '../../../workers/protocol/runs';
import { useFormat, useLanguage } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { Card, Section } from '../../ui/Section';
import { Term } from '../../ui/Term';
import { bringBackRun, takeSettings, useRuns } from '../../workbench/runs';
import { useWorkbench } from '../../workbench/store';
import { putBackRun } from '../../workbench/put-back';
import { ImportRun } from './ImportRun';
import { runName } from './run-names';
import { ShownNote } from './ShownNote';
import { RunRow } from './RunRow';
import styles from './models.module.css';

interface Props {
  readonly list: RunList;
  readonly onCompare: (run: RunInfo) => void;
  readonly onPlace: (run: RunInfo) => void;
}

/** The runs of the workspace. */
export function RunsSection({ list: { runs, lost, ofOther }, onCompare, onPlace }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const [, navigate] = useLocation();
  const deleted = useRuns((state) => state.deleted);
  const crashed = useWorkbench((state) => state.engineLost);
  const [used, setUsed] = useState<string | null>(null);
  const [imported, setImported] = useState<ImportedRun | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const came = runs.find(({ id }) => id === imported?.id);
  const current = runs.find((run) => run.current) ?? null;
  const use = (run: RunInfo) => {
    takeSettings(run);
    setUsed(runName(run, language));
  };
  const show = async (run: RunInfo) => {
    if (await putBackRun(run)) setShown(run.id);
  };
  const columns = [
    { id: 'quality', note: t('models.columns.qualityNote') },
    { id: 'stability', note: t('models.columns.stabilityNote') },
    { id: 'loss', note: t('models.columns.lossNote') },
    { id: 'forecasts', note: t('models.columns.forecastsNote') },
    { id: 'time', note: t('models.columns.timeNote') },
  ] as const;
  return (
    <Section
      title={t('models.runs.title')}
      lead={t('models.runs.lead', { most: format.number(MOST_UNPINNED_RUNS) })}
      aside={<ImportRun disabled={ofOther} onImported={setImported} />}
    >
      {crashed ? <Note tone="watch">{t('models.runs.crashed')}</Note> : null}
      {ofOther ? (
        <Note tone="watch" title={t('errors.runs-other-file.title')}>
          {t('errors.runs-other-file.body')}
        </Note>
      ) : null}
      {lost > 0 ? <Note tone="watch">{t('models.runs.lost', { count: lost })}</Note> : null}
      {imported && came ? (
        <Note
          role="status"
          title={t('models.runs.came', {
            name: runName(came, language),
            count: imported.users,
            users: format.number(imported.users),
            known: format.number(imported.known),
          })}
        >
          {t(imported.known > 0 ? 'models.runs.cameFor' : 'models.runs.cameApart')}
        </Note>
      ) : null}
      {current && current.id === shown ? <ShownNote name={runName(current, language)} /> : null}
      {used !== null ? (
        <Note
          role="status"
          action={
            <Button size="xs" onClick={() => navigate('/data')}>
              {t('models.actions.toData')}
            </Button>
          }
        >
          {t('models.actions.used', { name: used })}
        </Note>
      ) : null}
      {deleted ? (
        <Note
          role="status"
          action={
            <Button variant="default" size="xs" onClick={() => void bringBackRun()}>
              {t('models.runs.undo')}
            </Button>
          }
        >
          {t('models.runs.deleted', { name: runName(deleted, language) })}
        </Note>
      ) : null}
      <Card>
        <table className={styles.table} aria-label={t('models.runs.table')}>
          <thead>
            <tr>
              <th scope="col">{t('models.columns.run')}</th>
              <th scope="col">{t('models.columns.users')}</th>
              {columns.map(({ id, note }) => (
                <th key={id} scope="col">
                  <Term note={note}>{t(`models.columns.${id}`)}</Term>
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t('models.columns.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunRow
                key={run.id}
                run={run}
                current={current}
                onCompare={onCompare}
                onUse={use}
                onShow={(back) => void show(back)}
                onPlace={onPlace}
              />
            ))}
          </tbody>
        </table>
      </Card>
    </Section>
  );
}
