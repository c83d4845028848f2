import { useCallback, useEffect, useState } from 'react';
import type { Activations, Looks, UserLook, WhomToRead } from '../../workers/protocol/looks';
import { noted, useAsked, type Asked } from './asked';
import { engine } from './engine';
import type { Run } from './store';

const askImportances = noted<Looks>((remote, job, follow) => remote.importances(job, follow));

/** What the segments rest on; computed on demand, unless that was done before. */
export function useImportances(run: Run): Asked<Looks> {
  const asked = useAsked(run, askImportances, { auto: false });
  const { looks } = run.result.segments.findings;
  return looks && asked.kind !== 'known' ? { kind: 'known', result: looks } : asked;
}

export type Answer<Result> =
  { readonly kind: 'waiting' } | { readonly kind: 'failed' } | { readonly kind: 'known'; readonly result: Result };

/** What the engine says of the run on the screen; what it said before stays until it answers anew. @param ask memoise it */
function useAnswer<Result>({ result: { segments } }: Run, ask: () => Promise<Result>): Answer<Result> {
  const [answer, setAnswer] = useState<{ readonly of: unknown; readonly said: Answer<Result> } | null>(null);
  useEffect(() => {
    let alive = true;
    ask().then(
      (result) => alive && setAnswer({ of: segments, said: { kind: 'known', result } }),
      () => alive && setAnswer({ of: segments, said: { kind: 'failed' } }),
    );
    return () => {
      alive = false;
    };
  }, [segments, ask]);
  return answer?.of === segments ? answer.said : { kind: 'waiting' };
}

/** What the network makes of a user. @param whom memoise it */
export function useUserLook(run: Run, whom: WhomToRead): Answer<UserLook | null> {
  return useAnswer(
    run,
    useCallback(() => engine.call((remote) => remote.readUser(whom)), [whom]),
  );
}

/** A layer's activations. @param layer in the list of layers; null: the one before the code */
export function useActivations(run: Run, layer: number | null): Answer<Activations | null> {
  return useAnswer(
    run,
    useCallback(() => engine.call((remote) => remote.activations(layer)), [layer]),
  );
}
