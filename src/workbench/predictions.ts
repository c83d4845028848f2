import { useEffect, useState } from 'react';
import type { Predictions } from '../../workers/protocol/predictions';
import type { Progress } from '../../workers/protocol/progress';
import { remoteListener } from '../engine/client';
import { report } from './actions';
import { engine } from './engine';
import { useWorkbench, type Run } from './store';

/** What is known of what users will buy. */
export type PredictionsState =
  | { readonly kind: 'working'; readonly share: number | null; readonly stop: () => void }
  | { readonly kind: 'stopped'; readonly start: () => void }
  | { readonly kind: 'known'; readonly predictions: Predictions }
  /** The engine is gone, and nothing was known before. */
  | { readonly kind: 'lost' };

/** Where a run's predictions belong: another k, another run or an update makes others. */
type Segments = Run['result']['segments'];

let serial = 0;

/**
 * Asks for the predictions of a run while it is on the screen. They make way for every job, and are asked for again when it has ended, unless the person
 * has stopped them.
 */
export function usePredictions(run: Run): PredictionsState {
  const { segments } = run.result;
  const lost = useWorkbench((state) => state.engineLost);
  const waits = useWorkbench((state) => state.job !== null) || lost;
  const [known, setKnown] = useState<{ readonly of: Segments; readonly predictions: Predictions } | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [stopped, setStopped] = useState(false);
  const missing = known?.of !== segments;

  useEffect(() => {
    if (waits || stopped || !missing) return;
    const controller = new AbortController();
    const { signal } = controller;
    const job = `predict-${++serial}`;
    const follow = remoteListener(({ done, total }: Progress) => {
      if (!signal.aborted) setShare(done / total);
    });
    engine
      .call((remote) => remote.predict(job, follow), { job, signal })
      .then((predictions) => {
        if (!signal.aborted) setKnown({ of: segments, predictions });
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        setStopped(true);
        report(error);
      })
      .finally(() => {
        if (!signal.aborted) setShare(null);
      });
    return () => controller.abort();
  }, [segments, waits, stopped, missing]);

  if (known && !missing) return { kind: 'known', predictions: known.predictions };
  if (lost) return { kind: 'lost' };
  if (stopped) return { kind: 'stopped', start: () => setStopped(false) };
  return { kind: 'working', share, stop: () => setStopped(true) };
}
