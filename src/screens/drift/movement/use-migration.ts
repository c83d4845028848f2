import { useEffect, useState } from 'react';
import type { Migration } from '../../../../workers/protocol/movement';
import type { Timeline } from '../../../../workers/protocol/timeline';
import { migration } from '../../../workbench/queries';
import type { WindowPair } from './window-pair';

interface Loaded {
  readonly timeline: Timeline;
  readonly migration: Migration;
}

/** Keeps the last migration on the screen until the next one is there. */
export function useMigration(
  timeline: Timeline,
  pair: WindowPair | null,
): { readonly migration: Migration | null; readonly failed: boolean } {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failed, setFailed] = useState(false);
  const [from, to] = [pair?.from ?? -1, pair?.to ?? -1];
  useEffect(() => {
    if (from < 0 || to < 0) return;
    let alive = true;
    migration(from, to).then(
      (found) => {
        if (!alive) return;
        setLoaded({ timeline, migration: found });
        setFailed(false);
      },
      () => alive && setFailed(true),
    );
    return () => {
      alive = false;
    };
  }, [timeline, from, to]);
  return { migration: loaded?.timeline === timeline ? loaded.migration : null, failed };
}
