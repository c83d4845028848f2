import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserPath as Path } from '../../../workers/protocol/movement';
import { HiddenTable } from '../../charts/HiddenTable';
import { useFormat } from '../../i18n/format';
import { windowName } from '../../i18n/window-words';
import { Later } from '../../ui/Later';
import { Note } from '../../ui/Note';
import { userPath } from '../../workbench/queries';
import { useWorkbench, type Run } from '../../workbench/store';
import { namesById, type NamedSegment } from '../segments/named-segments';
import { UserPathStrip } from './UserPathStrip';
import { UserPathEvents } from './UserPathEvents';
import { pathFigures, pathSentence } from './user-path-words';
import styles from './inspector.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly row: number;
}

/** A user's way through the segments, window by window, beside what they did, and their newest events. */
export function UserPath({ run, segments, row }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const [path, setPath] = useState<Path | null>(null);
  const [failed, setFailed] = useState(false);
  const { result } = run;
  const { timeline } = result;
  useEffect(() => {
    let alive = true;
    userPath(row).then(
      (found) => {
        if (!alive) return;
        setPath(found);
        setFailed(false);
      },
      () => alive && setFailed(true),
    );
    return () => {
      alive = false;
    };
  }, [row, timeline]);
  const table = useCallback(
    () => ({
      columns: [
        t('movement.path.cursor'),
        t('movement.path.segment'),
        t('movement.path.events'),
        t('movement.path.orders'),
        ...(path?.revenue ? [t('movement.path.revenue')] : []),
      ],
      rows: path
        ? timeline.windows.map((window, w) => [
            windowName(timeline, window.label, language),
            namesById(segments)[path.segments[w]!] ?? t('movement.path.away'),
            format.number(path.events[w]!),
            format.number(path.orders[w]!),
            ...(path.revenue ? [format.money(path.revenue[w]!)] : []),
          ])
        : [],
    }),
    [path, timeline, segments, language, format, t],
  );
  if (failed) return <Note tone="act">{t('movement.path.failed')}</Note>;
  // A path asked for among other windows is of no use under these.
  if (!path || path.segments.length !== timeline.windows.length) return null;
  const context = { path, timeline, names: namesById(segments), language };
  return (
    <>
      <section>
        <h3 className={styles.subtitle}>{t('movement.path.title')}</h3>
        <p className={styles.small}>{pathSentence(context)}</p>
        <UserPathStrip path={path} timeline={timeline} figures={(window) => pathFigures(context, window)} />
        <HiddenTable caption={t('movement.path.title')} table={table} />
      </section>
      <Later>
        <UserPathEvents path={path} run={run} />
      </Later>
    </>
  );
}
