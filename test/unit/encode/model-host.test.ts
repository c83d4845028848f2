import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import type { Checkpoint, EpochReport, TrainedAutoencoder } from '../../../workers/encode/trainer';
import type { ModelApi, Outcome } from '../../../workers/gpu/model-api';
import { ModelHost } from '../../../workers/gpu/model-host';
import type { BackendName, BackendProbe, BackendReport } from '../../../workers/protocol/backend';
import type { KMeansBackend, KMeansSolution, KMeansTask } from '../../../workers/protocol/kmeans';
import { request } from './support';

const asked = request(10, 3);

const checkpoint = (epoch: number): Checkpoint => ({
  epoch,
  steps: epoch,
  parameters: Float32Array.of(epoch),
  firstMoment: Float32Array.of(0),
  secondMoment: Float32Array.of(0),
  bestEpoch: epoch,
  bestLoss: 1,
  bestParameters: Float32Array.of(epoch),
  trainingLoss: Array.from({ length: epoch }, (_, i) => 10 - i),
  validationLoss: Array.from({ length: epoch }, (_, i) => 20 - i),
});

const trained = (epochs: number): TrainedAutoencoder => ({
  encoder: [],
  decoder: [],
  trainingLoss: new Array<number>(epochs).fill(1),
  validationLoss: new Array<number>(epochs).fill(1),
  bestEpoch: epochs,
  bestLoss: 1,
  stoppedEarly: false,
  backends: [],
});

const done = <T>(value: T): Outcome<T> => ({ status: 'done', value });
const lost = (backend: BackendName): Outcome<never> => ({ status: 'lost', backend, detail: 'test' });
const refused = (backend: BackendName): Outcome<never> => ({ status: 'refused', backend, detail: 'test' });
const report = (active: BackendName): BackendReport => ({ active, choice: 'auto', probes: [] });

/** A model worker made of a message channel and the answers that a test wants. */
class FakeWorker extends EventTarget {
  static readonly all: FakeWorker[] = [];
  readonly calls: string[] = [];
  terminated = false;
  private readonly channel = new MessageChannel();

  constructor(answers: Partial<ModelApi>) {
    super();
    FakeWorker.all.push(this);
    const api: ModelApi = {
      probe: (_, excluded) => Promise.resolve(done(report(excluded.includes('webgpu') ? 'wasm' : 'webgpu'))),
      train: async (_, resume, onEpoch) => {
        for (let epoch = (resume?.epoch ?? 0) + 1; epoch <= 4; epoch++) await onEpoch(checkpoint(epoch));
        return done(trained(4));
      },
      trainSequence: () => Promise.reject(new Error('not asked for')),
      time: () => Promise.resolve(done({ batches: [], endMs: 1 })),
      abort: () => undefined,
      loadKMeans: () => Promise.resolve(done(undefined)),
      solveKMeans: (task) => Promise.resolve(done(solution(task, 0))),
      loseDevice: () => Promise.resolve(true),
      ...answers,
    };
    const counted = Object.fromEntries(
      Object.entries(api).map(([name, call]) => [
        name,
        (...args: unknown[]) => {
          this.calls.push(name);
          return (call as (...given: unknown[]) => unknown)(...args);
        },
      ]),
    );
    expose(counted, this.channel.port2);
    this.channel.port1.addEventListener('message', (event) =>
      this.dispatchEvent(new MessageEvent('message', { data: event.data as unknown })),
    );
    this.channel.port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.terminated) this.channel.port1.postMessage(message, transfer);
  }

  crash(): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message: 'boom' }));
  }

  terminate(): void {
    this.terminated = true;
    this.channel.port1.close();
    this.channel.port2.close();
  }
}

const solution = (task: KMeansTask, label: number): KMeansSolution => ({
  k: task.k,
  inertia: 0,
  iterations: 1,
  centres: new Float32Array(task.k),
  labels: Int32Array.of(label),
});
const task: KMeansTask = { k: 2, seed: 1, restarts: 1, tolerance: 0, maxIterations: 1 };

/** Spawns workers with these answers one after the other, the last one's again for all that follow. */
const hostOf = (...answers: Partial<ModelApi>[]): ModelHost => {
  let spawned = 0;
  return new ModelHost(() => new FakeWorker(answers[Math.min(spawned++, answers.length - 1)]!) as unknown as Worker);
};

/** Trains two epochs and then loses its device. */
const losesAfterTwo: Partial<ModelApi> = {
  train: async (_, resume, onEpoch) => {
    const from = resume?.epoch ?? 0;
    await onEpoch(checkpoint(from + 1));
    await onEpoch(checkpoint(from + 2));
    return lost('webgpu');
  },
};

afterEach(() => {
  for (const worker of FakeWorker.all.splice(0)) worker.terminate();
});

describe('ModelHost trains', () => {
  it('on one worker, kept for the next call', async () => {
    const host = hostOf({});
    expect(await host.probe('auto')).toEqual(report('webgpu'));
    const epochs: EpochReport[] = [];
    expect((await host.train(asked, (epoch) => epochs.push(epoch))).backends).toEqual(['webgpu']);
    await host.train(asked, () => undefined);
    expect(epochs.map(({ epoch, trainingLoss, validationLoss }) => [epoch, trainingLoss, validationLoss])).toEqual([
      [1, 10, 20],
      [2, 9, 19],
      [3, 8, 18],
      [4, 7, 17],
    ]);
    expect(FakeWorker.all.map(({ calls }) => calls)).toEqual([['probe', 'train', 'train']]);
    expect(host.report.active).toBe('webgpu');
  });

  it('on from the last checkpoint in a fresh worker when the device is lost', async () => {
    let resumed: Checkpoint | null = null;
    const host = hostOf(losesAfterTwo, {
      train: (_, resume) => {
        resumed = resume;
        return Promise.resolve(done(trained(4)));
      },
    });
    const epochs: EpochReport[] = [];
    const result = await host.train(asked, (epoch) => epochs.push(epoch));
    expect(result.backends).toEqual(['webgpu', 'webgpu']);
    expect(resumed).toEqual(checkpoint(2));
    expect(epochs.map(({ epoch, notice }) => [epoch, notice?.backend])).toEqual([
      [1, undefined],
      [2, undefined],
      [2, 'webgpu'],
    ]);
    expect(FakeWorker.all.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('on the next backend when the same one is lost again, until the person chooses anew', async () => {
    const host = hostOf(losesAfterTwo, losesAfterTwo, {});
    const epochs: EpochReport[] = [];
    expect((await host.train(asked, (epoch) => epochs.push(epoch))).backends).toEqual(['webgpu', 'webgpu', 'wasm']);
    expect(epochs.filter(({ notice }) => notice === undefined).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(host.report.active).toBe('wasm');
    expect((await host.probe('webgpu')).active).toBe('webgpu');
  });

  it('on the next backend, for this once, what the device refuses', async () => {
    const refuses: Partial<ModelApi> = { train: () => Promise.resolve(refused('webgpu')), time: () => Promise.resolve(refused('webgpu')) };
    const host = hostOf(refuses, {});
    const epochs: EpochReport[] = [];
    expect((await host.train(asked, (epoch) => epochs.push(epoch))).backends).toEqual(['wasm']);
    expect(epochs.map(({ epoch, backend, notice }) => [epoch, backend, notice?.key])).toEqual([
      [0, 'wasm', 'refused'],
      [1, 'wasm', undefined],
      [2, 'wasm', undefined],
      [3, 'wasm', undefined],
      [4, 'wasm', undefined],
    ]);
    // Asked once; neither the tainted worker nor the one that stood in for it is kept.
    expect(FakeWorker.all.map(({ calls, terminated }) => [calls, terminated])).toEqual([
      [['probe', 'train'], true],
      [['probe', 'train'], true],
    ]);
    expect(host.report.active).toBe('webgpu');
    for (let again = 0; again < 3; again++)
      expect((await host.train({ ...asked, seed: 9 + again }, () => undefined)).backends).toEqual(['webgpu']);
    expect((await host.probe('auto')).active).toBe('webgpu');
    expect(host.kmeans()).not.toBeNull();
  });

  it('however often that happens, and never counts it as a loss', async () => {
    const sometimes: Partial<ModelApi> = {
      train: ({ features }, _, __, call) => Promise.resolve(features > 3 && call % 2 === 1 ? refused('webgpu') : done(trained(4))),
    };
    const host = hostOf(sometimes);
    for (let large = 0; large < 8; large++) expect((await host.train(request(10, 4), () => undefined)).backends).toEqual(['wasm']);
    expect((await host.train(asked, () => undefined)).backends).toEqual(['webgpu']);
  });

  it('from its last checkpoint, where the device refuses in the middle of it', async () => {
    const resumed: (number | undefined)[] = [];
    const host = hostOf(
      {
        train: async (_, __, onEpoch) => {
          await onEpoch(checkpoint(1));
          return refused('webgpu');
        },
      },
      {
        train: (_, resume) => {
          resumed.push(resume?.epoch);
          return Promise.resolve(done(trained(4)));
        },
      },
    );
    expect((await host.train(asked, () => undefined)).backends).toEqual(['webgpu', 'wasm']);
    expect(resumed).toEqual([1]);
  });

  it('until it is cancelled, be it on the backend that stands in: that worker ends with it', async () => {
    const cancel = new AbortController();
    const host = hostOf({ train: () => Promise.resolve(refused('webgpu')) }, { train: () => new Promise(() => undefined) }, {});
    const stopped = host.train(asked, ({ notice }) => notice && cancel.abort(), cancel.signal);
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(FakeWorker.all.every(({ terminated }) => terminated)).toBe(true);
    const early = new AbortController();
    const slow = hostOf(
      { train: () => Promise.resolve(refused('webgpu')) },
      {
        probe: () => {
          early.abort();
          return new Promise(() => undefined);
        },
      },
    );
    await expect(slow.train(asked, () => undefined, early.signal)).rejects.toMatchObject({ code: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(FakeWorker.all).toHaveLength(4);
    expect(FakeWorker.all.every(({ terminated }) => terminated)).toBe(true);
  });

  it('and still knows what was found of the other backends when the fresh worker looks at the chosen one alone', async () => {
    const probe = (name: BackendName, ms: number): BackendProbe => ({
      name,
      available: true,
      correct: true,
      ms,
      software: false,
      detail: '',
    });
    const [gpu, again, wasm] = [probe('webgpu', 1), probe('webgpu', 2), probe('wasm', 9)];
    const host = hostOf(
      { ...losesAfterTwo, probe: () => Promise.resolve(done({ ...report('webgpu'), probes: [gpu, wasm] })) },
      { probe: () => Promise.resolve(done({ ...report('webgpu'), probes: [again] })) },
    );
    await host.train(asked, () => undefined);
    expect(host.report.probes).toEqual([again, wasm]);
  });

  it('again after one crash, and says so after a second', async () => {
    const crashes: Partial<ModelApi> = {
      train: () => {
        FakeWorker.all.at(-1)!.crash();
        return new Promise(() => undefined);
      },
    };
    expect((await hostOf(crashes, {}).train(asked, () => undefined)).trainingLoss).toHaveLength(4);
    await expect(hostOf(crashes).train(asked, () => undefined)).rejects.toMatchObject({ code: 'worker-crashed' });
  });

  it('and times steps, on a fresh worker where the device is lost under them', async () => {
    const host = hostOf({ time: () => Promise.resolve(lost('webgpu')) }, { time: () => Promise.resolve(lost('webgpu')) }, {});
    const { rows, users, features, encoder, seed } = asked;
    const timing = {
      of: 'dense',
      request: { rows, features, encoder, seed },
      training: users,
      validating: 1,
      steps: 1,
      k: 0,
      enoughMs: 1,
    } as const;
    expect(await host.time(timing)).toEqual({ batches: [], endMs: 1, backend: 'wasm' });
    expect(FakeWorker.all.map(({ terminated }) => terminated)).toEqual([true, true, false]);
    await expect(host.time(timing, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    const small = hostOf({ time: () => Promise.resolve(refused('webgpu')) }, {});
    expect(await small.time(timing)).toBeNull();
    expect(await small.time(timing)).toMatchObject({ backend: 'webgpu' });
  });

  it('not at all where the worker does not start', async () => {
    const host = hostOf({
      probe: () => {
        FakeWorker.all.at(-1)!.crash();
        return new Promise(() => undefined);
      },
    });
    await expect(host.probe('auto')).rejects.toMatchObject({ code: 'worker-crashed' });
    await expect(host.train(asked, () => undefined)).rejects.toMatchObject({ code: 'worker-crashed' });
  });

  it('and passes a failure on with its code', async () => {
    const host = hostOf({
      train: () => Promise.resolve({ status: 'failed', error: { code: 'training-diverged', params: { epoch: 3 }, detail: '' } }),
    });
    await expect(host.train(asked, () => undefined)).rejects.toMatchObject({ code: 'training-diverged', params: { epoch: 3 } });
    expect(FakeWorker.all[0]!.terminated).toBe(false);
  });

  it('on from where it was cancelled when the same is asked for again on the same backend, be it for longer', async () => {
    const resumed: (number | null)[] = [];
    const host = hostOf({
      probe: (choice) => Promise.resolve(done(report(choice === 'wasm' ? 'wasm' : 'webgpu'))),
      train: async (_, resume, onEpoch) => {
        resumed.push(resume && resume.epoch);
        const from = resume?.epoch ?? 0;
        await onEpoch(checkpoint(from + 1));
        await onEpoch(checkpoint(from + 2));
        return done(trained(from + 2));
      },
    });
    const cancel = new AbortController();
    const stopped = host.train(asked, ({ epoch }) => epoch === 2 && cancel.abort(), cancel.signal);
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    const epochs: EpochReport[] = [];
    await host.train(asked, (epoch) => epochs.push(epoch));
    // Those before are told, too.
    expect(epochs.map(({ epoch, trainingLoss }) => [epoch, trainingLoss])).toEqual([
      [1, 10],
      [2, 9],
      [3, 8],
      [4, 7],
    ]);
    const like = (change: Partial<typeof asked>, epochs = asked.encoder.epochs) =>
      host.train({ ...asked, ...change, encoder: { ...asked.encoder, epochs } }, () => undefined);
    // A copy of the same rows; more epochs.
    await like({ rows: asked.rows.slice() }, asked.encoder.epochs + 10);
    // Fewer than it came by, other rows, another seed: from the beginning.
    await like({}, 5);
    await like({ rows: asked.rows.map((value, i) => (i === 7 ? value + 1e-6 : value)) });
    await like({ seed: asked.seed + 1 });
    // Together with clusters it counts rounds, as many as it takes.
    const clusters = { k: 1, centres: Float32Array.of(0) };
    for (let times = 0; times < 5; times++) await like({ clusters });
    await host.probe('wasm');
    await like({});
    expect(resumed).toEqual([null, 2, 4, null, null, null, null, 2, 4, 6, 8, null]);
  });

  it('until it is cancelled: at once, and a worker that does not stop is replaced', async () => {
    const deaf: Partial<ModelApi> = {
      train: async (_, __, onEpoch) => {
        await onEpoch(checkpoint(1));
        return new Promise(() => undefined);
      },
    };
    const host = hostOf(deaf, {});
    const abort = new AbortController();
    await expect(host.train(asked, () => abort.abort(), abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(FakeWorker.all[0]!.terminated).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(FakeWorker.all[0]!).toMatchObject({ terminated: true, calls: ['probe', 'train', 'abort'] });
    expect((await host.train(asked, () => undefined)).backends).toEqual(['webgpu']);
    await expect(host.train(asked, () => undefined, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('without ending another one under way', async () => {
    const stops = new Map<number, () => void>();
    const host = hostOf({
      train: (_, __, ___, call) =>
        new Promise((resolve) =>
          stops.set(call, () => resolve({ status: 'failed', error: { code: 'cancelled', params: {}, detail: '' } })),
        ),
      abort: (call) => stops.get(call)?.(),
    });
    const [first, second] = [new AbortController(), new AbortController()];
    const ends: string[] = [];
    const trainings = [first, second].map(({ signal }, i) =>
      host.train(asked, () => undefined, signal).catch(() => void ends.push(i === 0 ? 'first' : 'second')),
    );
    await expect.poll(() => stops.size).toBe(2);
    first.abort();
    await trainings[0];
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(ends).toEqual(['first']);
    expect(FakeWorker.all[0]!.terminated).toBe(false);
    second.abort();
    await trainings[1];
    expect(ends).toEqual(['first', 'second']);
  });

  it('and has nothing to lose before it has started', async () => {
    expect(await hostOf({}).loseDevice()).toBe(false);
    expect(() => hostOf({}).report).toThrow();
  });
});

describe('ModelHost lends its k-means', () => {
  const data = Float32Array.of(1);
  const solves = (label: number): Partial<ModelApi> => ({ solveKMeans: (asks) => Promise.resolve(done(solution(asks, label))) });
  const loses: Partial<ModelApi> = { solveKMeans: () => Promise.resolve(lost('webgpu')) };

  it('where webgpu is active, and nowhere else', async () => {
    const host = hostOf({ probe: () => Promise.resolve(done(report('wasm'))) });
    expect(host.kmeans()).toBeNull();
    await host.probe('auto');
    expect(host.kmeans()).toBeNull();
    const other = { name: 'typed-arrays' } as KMeansBackend;
    expect(host.kmeans(other)).toBe(other);
  });

  it('over a lost device: loads the rows again and solves what was under way', async () => {
    const host = hostOf(loses, solves(7));
    await host.probe('auto');
    const kmeans = host.kmeans()!;
    await kmeans.load(data, 1, 1);
    const solutions = await Promise.all([kmeans.solve(task), kmeans.solve(task), kmeans.solve(task)]);
    expect(solutions.map(({ labels }) => labels[0])).toEqual([7, 7, 7]);
    expect(FakeWorker.all).toHaveLength(2);
    expect(FakeWorker.all[1]!.calls.filter((name) => name === 'loadKMeans')).toHaveLength(1);
  });

  it('until the device refuses a task: the fallback solves it, and the next load is tried on the device', async () => {
    const host = hostOf({ solveKMeans: () => Promise.resolve(refused('webgpu')) }, solves(7));
    await host.probe('auto');
    const other: KMeansBackend = {
      name: 'typed-arrays',
      concurrency: 2,
      load: () => Promise.resolve(),
      solve: (asks) => Promise.resolve(solution(asks, 9)),
    };
    const both = host.kmeans(other);
    await both.load(data, 1, 1);
    const first = await Promise.all([both.solve(task), both.solve(task)]);
    expect(first.map(({ labels }) => labels[0])).toEqual([9, 9]);
    await both.load(data, 1, 1);
    expect((await both.solve(task)).labels[0]).toBe(7);
    const tight = hostOf({ loadKMeans: () => Promise.resolve(refused('webgpu')) });
    await tight.probe('auto');
    await expect(tight.kmeans()!.load(data, 1, 1)).rejects.toMatchObject({ code: 'backend-unavailable' });
  });

  it('until webgpu is gone for good: then it says so, or goes on by the fallback', async () => {
    const alone = hostOf(loses);
    await alone.probe('auto');
    const kmeans = alone.kmeans()!;
    await kmeans.load(data, 1, 1);
    await expect(kmeans.solve(task)).rejects.toMatchObject({ code: 'backend-unavailable' });

    const host = hostOf(loses);
    await host.probe('auto');
    let loads = 0;
    const other: KMeansBackend = {
      name: 'typed-arrays',
      concurrency: 2,
      load: () => Promise.resolve(void loads++),
      solve: (asks) => Promise.resolve(solution(asks, 9)),
    };
    const both = host.kmeans(other);
    expect(both.name).toBe('webgpu');
    await both.load(data, 1, 1);
    const solutions = await Promise.all([both.solve(task), both.solve(task)]);
    expect(solutions.map(({ labels }) => labels[0])).toEqual([9, 9]);
    expect(both).toMatchObject({ name: 'typed-arrays', concurrency: 2 });
    expect(loads).toBe(1);
  });
});
