import { BACKENDS } from '../protocol/backend';
import type { BackendChoice, BackendName, BackendProbe, BackendReport } from '../protocol/backend';
import { activate, findAdapter, shutDown } from './backends';
import { disagreement, runTrial, timeStep } from './trial';
import type { TrialOutcome } from './trial';

/** Milliseconds that a backend may take to verify and time itself before `auto` goes on without it. A real GPU compiles its shaders in that time. */
const BUDGET = { software: 400, hardware: 3000 };
/** The same for a backend that the person named. */
const PATIENCE = 60_000;

/** What has been found out in this worker's life. */
const found = new Map<BackendName, BackendProbe>();
/** Left by `auto` before the verification had ended; a person who names it makes it run to the end. */
const unfinished = new Set<BackendName>();
let expected: Promise<TrialOutcome> | undefined;

/**
 * Finds the backend to compute on, and makes it tfjs's current one. Each is verified (two training steps against the same on
 * the cpu backend) and timed before it is trusted. Under `auto` the fastest correct one wins; a named one is used if it is
 * correct, else the choice is as under `auto`, and its probe's `detail` says why. Outcomes are kept for the worker's life.
 *
 * @param excluded not to be used whatever they measure, because they lost their device too often
 */
export async function probeBackends(choice: BackendChoice, excluded: readonly BackendName[] = []): Promise<BackendReport> {
  const usable = (name: BackendName): boolean => !excluded.includes(name) && found.get(name)?.correct === true;
  if (choice !== 'auto' && !excluded.includes(choice)) {
    await probe(choice, true);
    if (usable(choice)) return use(choice, choice, excluded);
  }
  // Those without a GPU first, so that a GPU that takes its time is compared with something that works.
  for (const name of ['cpu', 'wasm', 'webgl', 'webgpu'] as const) if (!excluded.includes(name)) await probe(name, false);
  const fastest = BACKENDS.filter((name) => usable(name)).sort((a, b) => speed(a) - speed(b))[0];
  return use(fastest ?? 'cpu', choice, excluded);
}

function speed(name: BackendName): number {
  return found.get(name)?.ms ?? Infinity;
}

async function use(active: BackendName, choice: BackendChoice, excluded: readonly BackendName[]): Promise<BackendReport> {
  await activate(active);
  const probes = BACKENDS.flatMap((name): BackendProbe[] => {
    const known = found.get(name);
    if (excluded.includes(name)) {
      return [{ name, available: known?.available ?? true, correct: false, ms: null, software: known?.software ?? false, detail: 'lost its device' }];
    }
    return known === undefined ? [] : [known];
  });
  return { active, choice, probes };
}

async function probe(name: BackendName, named: boolean): Promise<void> {
  const known = found.get(name);
  if (known !== undefined && !(unfinished.has(name) && named)) return;
  unfinished.delete(name);
  const adapter = await findAdapter(name);
  const base = { name, available: adapter.available, software: adapter.software, detail: adapter.detail };
  if (!adapter.available) {
    found.set(name, { ...base, correct: false, ms: null });
    return;
  }
  const started = performance.now();
  try {
    expected ??= reference();
    const reason = await expected;
    await activate(name);
    const patience = named ? PATIENCE : adapter.software ? BUDGET.software : BUDGET.hardware;
    const outcome = await within(patience, examine(reason, adapter.software));
    if (outcome === null) {
      unfinished.add(name);
      shutDown(name);
      found.set(name, { ...base, correct: false, ms: performance.now() - started, detail: `${adapter.detail}: too slow to verify` });
    } else {
      const { wrong, ms } = outcome;
      found.set(name, { ...base, correct: wrong === null, ms, detail: wrong === null ? adapter.detail : `${adapter.detail}: ${wrong}` });
    }
  } catch (error) {
    found.set(name, { ...base, available: false, correct: false, ms: null, detail: `${adapter.detail}: ${String(error)}` });
  }
}

async function reference(): Promise<TrialOutcome> {
  await activate('cpu');
  return runTrial();
}

/** Verifies, then times the current backend. */
async function examine(reason: TrialOutcome, software: boolean): Promise<{ wrong: string | null; ms: number | null }> {
  const wrong = disagreement(await runTrial(), reason);
  return { wrong, ms: wrong === null ? await timeStep(software) : null };
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
