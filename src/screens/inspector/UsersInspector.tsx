import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../workers/protocol/engine';
import { NOISE } from '../../../workers/protocol/model';
import { segmentToken } from '../../charts/palette';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { select } from '../../workbench/actions';
import { userRows } from '../../workbench/queries';
import type { Run } from '../../workbench/store';
import type { NamedSegment } from '../segments/named-segments';
import { ExportUsers } from './ExportUsers';
import { UsersTable } from './UsersTable';
import styles from './inspector.module.css';

const MOST = 1000;

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly rows: Uint32Array;
}

/** Users inside a lasso: how many of each segment, and a list of the first thousand. */
export function UsersInspector({ run, segments, rows }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { labels } = run.result.segments;
  // What was found, with what it was found for: another selection has nothing until its own users come.
  const [found, setFound] = useState<{ rows: Uint32Array; labels: Int32Array; users: readonly UserRow[] | null } | null>(null);
  const current = found?.rows === rows && found.labels === labels ? found : null;
  const users = current?.users ?? null;
  const failed = current !== null && current.users === null;
  const counts = useMemo(() => {
    const bySegment = new Map<number, number>();
    for (const row of rows) bySegment.set(labels[row]!, (bySegment.get(labels[row]!) ?? 0) + 1);
    const named = [...segments.map(({ id, name }) => ({ id, name })), { id: NOISE, name: t('segments.none.name') }];
    return named.map((group) => ({ ...group, count: bySegment.get(group.id) ?? 0 })).filter(({ count }) => count > 0);
  }, [rows, labels, segments, t]);
  useEffect(() => {
    let alive = true;
    userRows(rows.slice(0, MOST), MOST).then(
      (users) => alive && setFound({ rows, labels, users }),
      () => alive && setFound({ rows, labels, users: null }),
    );
    return () => {
      alive = false;
    };
  }, [rows, labels]);
  return (
    <>
      <header className={styles.head}>
        <p className={styles.kind}>{t('inspector.users.kind')}</p>
        <h2 className={styles.title}>{t('inspector.users.count', { count: rows.length, users: format.number(rows.length) })}</h2>
      </header>
      <div className={styles.actions}>
        <ExportUsers run={run} segments={segments} rows={rows} />
        <Button variant="default" size="xs" onClick={() => select(null)}>
          {t('inspector.users.clear')}
        </Button>
      </div>
      <ul className={styles.counts} aria-label={t('inspector.users.bySegment')}>
        {counts.map(({ id, name, count }) => (
          <li key={id}>
            <span className={styles.countName}>
              <span className={styles.dot} style={{ backgroundColor: segmentToken(id) }} /> {name}
            </span>
            <span>{format.number(count)}</span>
            <span className={styles.small}>{format.percent(count / rows.length, 0)}</span>
          </li>
        ))}
      </ul>
      {failed ? <Note tone="act">{t('inspector.users.failed')}</Note> : null}
      {users ? <UsersTable specs={run.result.specs} users={users} /> : null}
      {users && rows.length > users.length ? (
        <p className={styles.small}>
          {t('inspector.users.more', { shown: format.number(users.length), more: format.number(rows.length - users.length) })}
        </p>
      ) : null}
    </>
  );
}
