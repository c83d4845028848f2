import { useEffect, useRef, useState } from 'react';
import { AppError } from '../../workers/protocol/errors';
import type { Progress } from '../../workers/protocol/progress';
import { remoteListener } from '../engine/client';
import { report } from './actions';
import { engine } from './engine';
import { useWorkbench } from './store';

let serial = 0;

/**
 * Waits until everything is known that an export tells of predictions, so that it does not matter when it is asked for.
 *
 * @param whole with what only the run report tells
 * @throws AppError `cancelled`
 */
async function predictionsKnown(whole: boolean, onShare: (share: number) => void, signal: AbortSignal): Promise<void> {
  const job = `export-${++serial}`;
  const follow = remoteListener(({ done, total }: Progress) => {
    if (!signal.aborted) onShare(done / total);
  });
  await engine.call((remote) => remote.completePredictions(job, whole, follow), { job, signal });
}

export interface Export {
  /** Share of what is worked out first; null while no export is under way. */
  readonly share: number | null;
  /** @param whole see {@link predictionsKnown} */
  readonly start: (whole: boolean, make: () => Promise<void>) => void;
  readonly cancel: () => void;
}

/**
 * One export at a time, which can be cancelled while what it tells is worked out. One that another run overtakes is dropped.
 *
 * @param ends whether it ends with its place on the screen, where it is of what that place shows
 */
export function useExport({ ends = false } = {}): Export {
  const [share, setShare] = useState<number | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => {
    if (!ends) return;
    return () => controller.current?.abort();
  }, [ends]);

  const start = async (whole: boolean, make: () => Promise<void>) => {
    const mine = new AbortController();
    controller.current?.abort();
    controller.current = mine;
    setShare(0);
    const runOf = () => useWorkbench.getState().run?.result.map;
    const before = runOf();
    try {
      await predictionsKnown(whole, setShare, mine.signal);
      if (!mine.signal.aborted && runOf() === before) await make();
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'cancelled')) report(error);
    } finally {
      if (controller.current === mine) setShare(null);
    }
  };
  return {
    share,
    start: (whole, make) => void start(whole, make),
    cancel: () => {
      controller.current?.abort();
      setShare(null);
    },
  };
}
