import type * as Comlink from 'comlink';
import { useEffect, useState } from 'react';
import type { EngineApi, ProgressListener, Reply } from '../../workers/protocol/engine';
import type { Progress } from '../../workers/protocol/progress';
import { remoteListener } from '../engine/client';
import { report } from './actions';
import { engine } from './engine';
import { useWorkbench, type Run } from './store';

/** How far work is, and how far it was at the first report that came: others may have waited for it before. */
export interface Followed {
  readonly share: number;
  readonly since: { readonly at: number; readonly fraction: number };
}

/** What is known of something that is computed for a run while it is on the screen. */
export type Asked<Result> =
  | { readonly kind: 'working'; readonly followed: Followed | null; readonly stop: () => void }
  /** Not begun, or stopped. */
  | { readonly kind: 'stopped'; readonly begun: boolean; readonly start: () => void }
  | { readonly kind: 'known'; readonly result: Result }
  /** The engine is gone, and nothing was known before. */
  | { readonly kind: 'lost' };

export type Ask<Result> = (remote: Comlink.Remote<EngineApi>, job: string, follow: ProgressListener) => Promise<Reply<Result>>;

/** What the inspector and the list of runs tell, too, or what is kept: they are told of it. */
export const noted =
  <Result>(ask: Ask<Result>): Ask<Result> =>
  async (remote, job, follow) => {
    const reply = await ask(remote, job, follow);
    if (reply.ok) useWorkbench.setState(({ found }) => ({ found: found + 1 }));
    return reply;
  };

interface Known<Result> {
  readonly of: Run['result']['segments'];
  readonly variant: unknown;
  readonly result: Result;
}

/** What was begun on demand goes on when the person comes back to the screen; another run begins anew. */
const begunFor = new WeakMap<object, Set<Ask<unknown>>>();

let serial = 0;

/**
 * Asks the engine for something about the run on the screen, at once or on demand. It makes way for every job, and is asked for again when that has ended, or when
 * the segments or the `variant` are others, unless the person has stopped it.
 *
 * @param ask the same function each time; fixed for the life of the page
 */
export function useAsked<Result>(
  run: Run,
  ask: Ask<Result>,
  { auto = true, variant = null }: { auto?: boolean; variant?: unknown } = {},
): Asked<Result> {
  const { segments, map } = run.result;
  const lost = useWorkbench((state) => state.engineLost);
  const waits = useWorkbench((state) => state.job !== null) || lost;
  const [known, setKnown] = useState<Known<Result> | null>(null);
  const [followed, setFollowed] = useState<Followed | null>(null);
  const [began, setBegan] = useState<object | null>(() => (auto || begunFor.get(map)?.has(ask) ? map : null));
  const [stopped, setStopped] = useState(false);
  const missing = known?.of !== segments || known.variant !== variant;
  const begun = auto || began === map;

  useEffect(() => {
    if (waits || stopped || !begun || !missing) return;
    const controller = new AbortController();
    const { signal } = controller;
    const job = `ask-${++serial}`;
    const follow = remoteListener(({ done, total }: Progress) => {
      if (signal.aborted) return;
      const share = done / total;
      setFollowed((before) => ({ share, since: before?.since ?? { at: performance.now(), fraction: share } }));
    });
    engine
      .call((remote) => ask(remote, job, follow), { job, signal })
      .then((result) => {
        if (!signal.aborted) setKnown({ of: segments, variant, result });
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        setStopped(true);
        report(error);
      })
      .finally(() => {
        if (!signal.aborted) setFollowed(null);
      });
    return () => {
      controller.abort();
      setFollowed(null);
    };
  }, [ask, segments, variant, waits, stopped, begun, missing]);

  if (known && !missing) return { kind: 'known', result: known.result };
  if (lost) return { kind: 'lost' };
  if (stopped || !begun) {
    const start = () => {
      begunFor.set(map, (begunFor.get(map) ?? new Set()).add(ask));
      setBegan(map);
      setStopped(false);
    };
    return { kind: 'stopped', begun, start };
  }
  return { kind: 'working', followed, stop: () => setStopped(true) };
}
