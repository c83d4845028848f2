import { BACKENDS } from '../protocol/backend';
import type { BackendChoice, BackendName, BackendProbe, BackendReport } from '../protocol/backend';
import { activate, findAdapter, shutDown } from './backends';
import { disagreement, runTrial, timeSmallStep, timeStep } from './trial';
import type { TrialOutcome } from './trial';

/** Milliseconds that a backend may take to verify and time itself before `auto` goes on without it. A GPU compiles its shaders in that time. */
const BUDGET = 3000;
/** The same for a backend that the person named. */
const PATIENCE = 60_000;

/** What has been found out in this worker's life. */
const found = new Map<BackendName, BackendProbe>();
/** Not tried to the end under `auto`; a person who names it makes it so. */
const untried = new Set<BackendName>();
let expected: Promise<TrialOutcome> | undefined;

/**
 * Finds the backend to compute on, and makes it tfjs's current one. Each is verified (two training steps against the same on
 * the cpu backend) and timed before it is trusted. Under `auto` the fastest correct one wins; an adapter that is implemented in
 * software is then not even loaded, since wasm computes the same on the same processor without the detour. A named one is
 * used if it is correct, else the choice is as under `auto`, and its probe's `detail` says why. Outcomes are kept for the
 * worker's life.
 *
 * @param excluded not to be used whatever they measure, because they lost their device too often or refused what is to be done
 */
export async function probeBackends(choice: BackendChoice, excluded: readonly BackendName[] = []): Promise<BackendReport> {
  const usable = (name: BackendName): boolean => !excluded.includes(name) && found.get(name)?.correct === true;
  if (choice !== 'auto' && !excluded.includes(choice)) {
    await probe(choice, true);
    if (usable(choice)) return use(choice, choice, excluded);
  }
  // Those without a GPU first, so that a GPU that takes its time is compared with something that works.
  for (const name of ['cpu', 'wasm', 'webgl', 'webgpu'] as const) if (!excluded.includes(name)) await probe(name, false);
  const ranked = BACKENDS.filter((name) => usable(name)).sort((a, b) => speed(a) - speed(b));
  return use(ranked[0] ?? 'cpu', choice, excluded);
}

/** A software adapter that was named before has a lower bound for its time, and ranks behind all others. */
function speed(name: BackendName): number {
  const probed = found.get(name);
  return probed === undefined || probed.software || probed.ms === null ? Infinity : probed.ms;
}

async function use(active: BackendName, choice: BackendChoice, excluded: readonly BackendName[]): Promise<BackendReport> {
  await activate(active);
  const probes = BACKENDS.flatMap((name): BackendProbe[] => {
    const known = found.get(name);
    if (excluded.includes(name)) {
      return [
        {
          name,
          available: known?.available ?? true,
          correct: false,
          ms: null,
          software: known?.software ?? false,
          unchecked: 'lost',
          detail: 'lost its device',
        },
      ];
    }
    return known === undefined ? [] : [known];
  });
  return { active, choice, probes };
}

async function probe(name: BackendName, named: boolean): Promise<void> {
  if (found.has(name) && !(named && untried.has(name))) return;
  const { available, software, detail } = await findAdapter(name);
  const result = (change: Partial<BackendProbe>): void => {
    found.set(name, { name, available, correct: false, ms: null, software, detail, ...change });
  };
  if (!available) return result({});
  if (software && !named) {
    untried.add(name);
    return result({ unchecked: 'software', detail: `${detail}: implemented in software, not tried` });
  }
  untried.delete(name);
  try {
    expected ??= reference();
    const reason = await expected;
    await activate(name);
    const outcome = await within(named ? PATIENCE : BUDGET, examine(reason, software));
    if (outcome === null) {
      if (!named) untried.add(name);
      shutDown(name);
      result({ unchecked: named ? 'late' : 'slow', detail: `${detail}: no result after ${(named ? PATIENCE : BUDGET) / 1000} s` });
    } else {
      result({ correct: outcome.wrong === null, ms: outcome.ms, detail: outcome.wrong === null ? detail : `${detail}: ${outcome.wrong}` });
    }
  } catch (error) {
    result({ available: false, detail: `${detail}: ${String(error)}` });
  }
}

async function reference(): Promise<TrialOutcome> {
  await activate('cpu');
  return runTrial();
}

/** Verifies, then times the current backend. */
async function examine(reason: TrialOutcome, software: boolean): Promise<{ wrong: string | null; ms: number | null }> {
  const wrong = disagreement(await runTrial(), reason);
  return { wrong, ms: wrong !== null ? null : software ? await timeSmallStep() : await timeStep() };
}

/** The value, or null where it takes longer than `ms`. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  // Once late, a rejection is of no interest any more: the backend is being shut down.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
