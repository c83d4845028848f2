import { wrap } from 'comlink';
import { encode } from '../../workers/encode';
import type { Trainer } from '../../workers/encode/trainer';
import { ModelHost } from '../../workers/gpu/model-host';
import type { BackendChoice, BackendReport } from '../../workers/protocol/backend';
import { AppError } from '../../workers/protocol/errors';
import type { FeatureMatrix } from '../../workers/protocol/features';
import type { TrainingReport } from '../../workers/protocol/model';
import type { Progress } from '../../workers/protocol/progress';
import type { ConformanceApi } from './conformance.worker';
import { data, DIMS, kmeansTasks, request, ROWS, SEED, userIds, wideRequest } from './inputs';

const conformance = wrap<ConformanceApi>(new Worker(new URL('./conformance.worker.ts', import.meta.url), { type: 'module' }));
const spawn = (): Worker => new Worker(new URL('../../workers/model.worker.ts', import.meta.url), { type: 'module' });

interface Training {
  readonly report: TrainingReport | null;
  readonly error: string | null;
  readonly progress: Progress[];
  readonly active: BackendReport['active'];
  readonly lost: boolean;
}

/** Trains through the model host, taking the device away after the first epoch. */
async function trainAndLose(choice: BackendChoice): Promise<Training> {
  const host = new ModelHost(spawn);
  const progress: Progress[] = [];
  let lost: Promise<boolean> | null = null;
  // From the reference's random weights: near principal components gradients are near zero, whose rounding Adam turns into steps.
  const trainer: Trainer = {
    train: ({ start: _, ...cold }, onEpoch, signal) => host.train(cold, onEpoch, signal),
    trainSequence: (request, onEpoch, signal) => host.trainSequence(request, onEpoch, signal),
  };
  const matrix = { users: ROWS, features: DIMS, scaled: data } as unknown as FeatureMatrix;
  try {
    await host.probe(choice);
    const stage = encode(matrix, userIds, request.encoder, SEED, trainer);
    for (;;) {
      const step = await stage.next();
      if (step.done) return { report: step.value.training, error: null, progress, active: host.report.active, lost: (await lost) === true };
      progress.push(step.value);
      if (lost === null && step.value.done === 1) lost = host.loseDevice();
    }
  } catch (error) {
    return {
      report: null,
      error: error instanceof AppError ? error.code : String(error),
      progress,
      active: host.report.active,
      lost: (await lost) === true,
    };
  } finally {
    host.dispose();
  }
}

/** Cancels a long training and says how long it took to answer, and whether the same worker trains again after. */
async function cancel(choice: BackendChoice, thenAgain: boolean): Promise<{ code: string; ms: number; again: number; spawned: number }> {
  let spawned = 0;
  const host = new ModelHost(() => {
    spawned++;
    return spawn();
  });
  await host.probe(choice);
  const abort = new AbortController();
  let started = 0;
  const long = { ...request, encoder: { ...request.encoder, epochs: 1000, patience: 1000 } };
  let code = 'none';
  try {
    await host.train(
      long,
      () => {
        if (started !== 0) return;
        started = performance.now();
        abort.abort();
      },
      abort.signal,
    );
  } catch (error) {
    code = error instanceof AppError ? error.code : String(error);
  }
  const ms = performance.now() - started;
  const again = thenAgain ? (await host.train(request, () => undefined)).trainingLoss.length : 0;
  host.dispose();
  return { code, ms, again, spawned };
}

/** k-means through the host, with the device lost between two tasks. */
async function kmeans(): Promise<{ labels: number[][]; active: string } | string> {
  const host = new ModelHost(spawn);
  try {
    await host.probe('webgpu');
    const backend = host.kmeans();
    if (backend === null) return `no k-means on ${host.report.active}`;
    await backend.load(data, ROWS, DIMS);
    const first = await backend.solve(kmeansTasks.converged);
    await host.loseDevice();
    const rest = await Promise.all([backend.solve(kmeansTasks.converged), backend.solve(kmeansTasks.restarts)]);
    return { labels: [first, ...rest].map(({ labels }) => [...labels]), active: host.report.active };
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  } finally {
    host.dispose();
  }
}

/** Trains and times, through the host, what a GPU refuses, and what it does not; then the former where nothing is refused. */
async function refusedElsewhere(backend: 'webgpu' | 'webgl') {
  const host = new ModelHost(() => new Worker(new URL('./refusing.worker.ts', import.meta.url), { type: 'module' }));
  const notices: Progress['notice'][] = [];
  try {
    await host.probe(backend);
    const wide = await host.train(wideRequest, ({ notice }) => notice && notices.push(notice));
    const { rows, users, features, encoder, seed } = wideRequest;
    const timing = {
      of: 'dense',
      request: { rows, features, encoder, seed },
      training: users,
      validating: 1,
      steps: 1,
      k: 0,
      enoughMs: 0,
    } as const;
    const timed = await host.time(timing);
    const small = await host.train(request, () => undefined);
    const kmeans = host.kmeans();
    await kmeans?.load(data, ROWS, DIMS);
    const labels = await kmeans?.solve(kmeansTasks.converged);
    const { active } = host.report;
    await host.probe('wasm');
    const alone = await host.train(wideRequest, () => undefined);
    return { wide, timed, small: small.backends, labels: [...(labels?.labels ?? [])], active, alone, notices };
  } finally {
    host.dispose();
  }
}

const { run, probe, lloydSizes, refused } = conformance;
const page = { run, probe, lloydSizes, refused, refusedElsewhere, trainAndLose, cancel, kmeans };
export type ConformancePage = typeof page;
Object.assign(window, { conformance: page });
