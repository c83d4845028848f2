import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../workers/protocol/engine';
import { AWAY, type Flow } from '../../../workers/protocol/movement';
import { DownloadIcon } from '../../charts/icons';
import { segmentToken } from '../../charts/palette';
import { fileNameFor, saveBlob } from '../../charts/save';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { report, select } from '../../workbench/actions';
import { exportFlow, flow, userRows } from '../../workbench/queries';
import { useWorkbench, type Run, type Selection } from '../../workbench/store';
import { flowSentence } from '../drift/movement/flow-words';
import { namesById, type NamedSegment } from '../segments/named-segments';
import { FlowChanges } from './FlowChanges';
import { UsersTable } from './UsersTable';
import styles from './inspector.module.css';

const MOST = 1000;

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly flow: Extract<Selection, { kind: 'flow' }>;
}

interface Loaded {
  readonly flow: Flow;
  /** Rows that the run's matrix has: what can be listed and exported. */
  readonly rows: Uint32Array;
  readonly users: readonly UserRow[];
}

/** A movement: how many went from where to where, what changed for them, who they are, and the list to take away. */
export function FlowInspector({ run, segments, flow: selected }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failed, setFailed] = useState(false);
  const [exporting, setExporting] = useState(false);
  const { result } = run;
  const { from, to, segmentFrom, segmentTo } = selected;
  useEffect(() => {
    let alive = true;
    const load = async () => {
      const found = await flow(from, to, segmentFrom, segmentTo);
      const rows = found.rows.filter((row) => row < result.users);
      return { flow: found, rows, users: await userRows(rows.slice(0, MOST), MOST) };
    };
    load().then(
      (found) => alive && setLoaded(found),
      () => alive && setFailed(true),
    );
    return () => {
      alive = false;
    };
  }, [from, to, segmentFrom, segmentTo, result]);
  const names = namesById(segments);
  const words = (users: number) =>
    flowSentence({ from: segmentFrom, to: segmentTo, users }, { timeline: result.timeline, from, to, names, language });
  const takeAway = async (rows: Uint32Array) => {
    setExporting(true);
    try {
      const label = (index: number) => result.timeline.windows[index]?.label ?? '';
      saveBlob(await exportFlow(from, to, rows, names), fileNameFor(run.fileName, `moved-${label(from)}-${label(to)}.csv`));
    } catch (error) {
      report(error);
    } finally {
      setExporting(false);
    }
  };
  return (
    <>
      <header className={styles.head}>
        <p className={styles.kind}>{t('movement.inspector.kind')}</p>
        <h2 className={styles.sentence}>{loaded ? words(loaded.flow.rows.length) : t('movement.inspector.counting')}</h2>
      </header>
      <div className={styles.actions}>
        {[...new Set([segmentFrom, segmentTo])].map((id) =>
          id === AWAY ? null : (
            <button key={id} type="button" className={styles.link} onClick={() => select({ kind: 'segment', id })}>
              <span className={styles.dot} style={{ backgroundColor: segmentToken(id) }} /> {names[id]}
            </button>
          ),
        )}
      </div>
      {failed ? <Note tone="act">{t('movement.inspector.failed')}</Note> : null}
      {!loaded && !failed ? <p className={styles.small}>{t('movement.inspector.loading')}</p> : null}
      {loaded ? (
        <>
          <section>
            <h3 className={styles.subtitle}>{t('movement.inspector.changes')}</h3>
            {segmentFrom === AWAY || segmentTo === AWAY ? (
              <p className={styles.small}>{t('movement.inspector.other')}</p>
            ) : (
              <FlowChanges changes={loaded.flow.changes} specs={result.specs} id={segmentTo} />
            )}
          </section>
          <section>
            <h3 className={styles.subtitle}>{t('movement.inspector.users')}</h3>
            <UsersTable specs={result.specs} users={loaded.users} />
            {loaded.rows.length > loaded.users.length ? (
              <p className={styles.small}>
                {t('movement.inspector.listed', {
                  shown: format.number(loaded.users.length),
                  all: format.number(loaded.rows.length),
                })}
              </p>
            ) : null}
          </section>
          <Button variant="default" size="xs" leftSection={<DownloadIcon />} loading={exporting} onClick={() => void takeAway(loaded.rows)}>
            {t('movement.inspector.export')}
          </Button>
        </>
      ) : null}
    </>
  );
}
