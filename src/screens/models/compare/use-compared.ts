import { useEffect, useState } from 'react';
import { AppError } from '../../../../workers/protocol/errors';
import type { RunComparison, RunInfo } from '../../../../workers/protocol/runs';
import { report } from '../../../workbench/actions';
import { compareRuns } from '../../../workbench/runs';

/** Two runs that are compared, with what came of it. */
export interface Compared {
  readonly first: RunInfo;
  readonly second: RunInfo;
  readonly comparison: RunComparison;
}

/** What decides the comparison: a run that changes its name is compared already. */
const keyOf = ({ id, segments }: RunInfo) => `${id}:${segments.map(({ number }) => number).join(',')}`;

/** The two runs compared; null while that is under way, or where they cannot be. */
export function useCompared(
  first: RunInfo,
  second: RunInfo,
): { readonly compared: Compared | null; readonly failed: 'apart' | 'other' | null } {
  const key = `${keyOf(first)}/${keyOf(second)}`;
  const [known, setKnown] = useState<{ readonly key: string; readonly comparison: RunComparison | 'apart' | 'other' } | null>(null);
  useEffect(() => {
    let wanted = true;
    compareRuns(first.id, second.id).then(
      (comparison) => wanted && setKnown({ key, comparison }),
      (error: unknown) => {
        if (!wanted) return;
        const apart = error instanceof AppError && error.code === 'runs-apart';
        setKnown({ key, comparison: apart ? 'apart' : 'other' });
        // That two runs have no user in common the place of the comparison says itself.
        if (!apart) report(error);
      },
    );
    return () => {
      wanted = false;
    };
  }, [first.id, second.id, key]);
  const own = known?.key === key ? known.comparison : null;
  if (own === 'apart' || own === 'other') return { compared: null, failed: own };
  return { compared: own && { first, second, comparison: own }, failed: null };
}
