import type {
  Checkpoint,
  EpochReport,
  SequenceRequest,
  TrainedAutoencoder,
  TrainedSequence,
  Trainer,
  TrainingCourse,
  TrainRequest,
} from '../encode/trainer';
import type { Timer } from '../encode/sizes/measure-sizes';
import type { StepTimes } from '../encode/sizes/predict';
import type { TimingRequest } from '../encode/sizes/time-steps';
import { BACKENDS, type BackendChoice, type BackendName, type BackendReport } from '../protocol/backend';
import { AppError, fromWire, throwIfAborted } from '../protocol/errors';
import type { KMeansBackend } from '../protocol/kmeans';
import { epochReport, epochsOf } from './epoch-reports';
import { HostedKMeans } from './hosted-kmeans';
import { KeptCheckpoints, mostEpochs, requestKey } from './kept-checkpoints';
import { KMeansOr } from './kmeans-or';
import { ModelLink, WorkerCrashed } from './model-link';
import type { ModelApi, Outcome } from './model-api';

/** Losses of one backend after which it is left alone until the person chooses again. */
const LOSSES_ALLOWED = 2;
/** Fresh workers for one call before giving up. */
const ATTEMPTS = 6;
/** Milliseconds in which a cancelled training must have stopped; else its worker is replaced. */
const CANCEL_GRACE = 500;

/** Where a worker is held. */
interface Seat {
  link: ModelLink | null;
  /** The probe of the present worker. */
  probing: Promise<BackendReport> | null;
  /** Backends that would not do what is done here. */
  readonly refused: readonly BackendName[];
  /** Nobody waits for it any more. */
  left: boolean;
}

/**
 * The model worker as the other workers see it: started when first needed, kept warm, replaced when it loses its GPU or
 * crashes. A call under way is then repeated on the fresh one, a training from its last checkpoint. So is one that was cancelled when it is asked for again.
 * What the GPU refuses is trained by another worker on the next backend, and says nothing of the calls that follow.
 */
export class ModelHost implements Trainer, Timer {
  private readonly main: Seat = { link: null, probing: null, refused: [], left: false };
  private choice: BackendChoice = 'auto';
  private losses = new Map<BackendName, number>();
  private crashes = 0;
  /** Of calls that can be ended, so far. */
  private calls = 0;
  private latest: BackendReport | null = null;
  private readonly kept = new KeptCheckpoints();

  constructor(private readonly spawn: () => Worker) {}

  /** The outcome of the last probe. @throws AppError `backend-unavailable` before the first */
  get report(): BackendReport {
    if (this.latest === null) throw new AppError('backend-unavailable', { backend: 'none' });
    return this.latest;
  }

  /** Finds the backend to compute on. Choosing another than before gives backends that lost their device another chance. */
  probe(choice: BackendChoice): Promise<BackendReport> {
    if (choice !== this.choice) {
      this.choice = choice;
      this.losses.clear();
      this.main.probing = null;
    }
    this.crashes = 0;
    return this.ready(this.main);
  }

  train(request: TrainRequest, onEpoch: (epoch: EpochReport) => void, signal?: AbortSignal): Promise<TrainedAutoencoder> {
    return this.epochs(request, (api, resume, listener, number) => api.train(request, resume, listener, number), onEpoch, signal);
  }

  trainSequence(request: SequenceRequest, onEpoch: (epoch: EpochReport) => void, signal?: AbortSignal): Promise<TrainedSequence> {
    return this.epochs(request, (api, resume, listener, number) => api.trainSequence(request, resume, listener, number), onEpoch, signal);
  }

  /** Times on the ready worker; on a fresh one where its device was lost. Null where the device refuses it. */
  async time(timing: TimingRequest, signal?: AbortSignal): Promise<(StepTimes & { backend: BackendName }) | null> {
    this.crashes = 0;
    for (;;) {
      throwIfAborted(signal);
      const { active } = await this.untilAborted(this.ready(this.main), signal);
      const timed = await this.attempt((api, link) => this.cancellable(this.main, link, (number) => api.time(timing, number), signal));
      if (timed === 'refused') return null;
      if (timed !== 'lost') return { ...timed.value, backend: active };
    }
  }

  /**
   * The WGSL k-means, where webgpu is the active backend; else the fallback, or null without one. Once webgpu is gone for good, or refuses, what
   * was returned goes on by the fallback; without one its calls reject with `backend-unavailable`.
   */
  kmeans(): KMeansBackend | null;
  kmeans(fallback: KMeansBackend): KMeansBackend;
  kmeans(fallback: KMeansBackend | null = null): KMeansBackend | null {
    if (this.latest?.active !== 'webgpu') return fallback;
    const hosted = new HostedKMeans(this);
    return fallback === null ? hosted : new KMeansOr(hosted, fallback);
  }

  /** Takes the GPU away from the worker, as a driver reset would; false where none is in use. For tests of the recovery. */
  async loseDevice(): Promise<boolean> {
    const { link } = this.main;
    return link === null ? false : link.race(link.api.loseDevice());
  }

  dispose(): void {
    this.drop(this.main);
    this.latest = null;
  }

  /**
   * Runs one call on the ready worker. `lost` if the worker lost its device or crashed meanwhile: it has been dropped, and the
   * caller may try again on a fresh one; `refused` if its device would not do it: dropped as well, and it would not do it again. @throws AppError what the call failed with, `worker-crashed`, `backend-unavailable`
   */
  async attempt<T>(
    call: (api: ModelApi, link: ModelLink) => Promise<Outcome<T>>,
    seat: Seat = this.main,
  ): Promise<{ value: T } | 'lost' | 'refused'> {
    await this.ready(seat);
    const link = seat.link!;
    try {
      const outcome = await link.race(call(link.api, link));
      if (outcome.status === 'done') return { value: outcome.value };
      if (outcome.status === 'failed') throw fromWire(outcome.error);
      if (outcome.status === 'refused') {
        // Its buffers that failed would be used again.
        this.drop(seat, link);
        return 'refused';
      }
      // Calls that overlapped lose their worker together; it counts once.
      if (seat.link === link) this.losses.set(outcome.backend, (this.losses.get(outcome.backend) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof WorkerCrashed)) throw error;
      if (seat.link === link) this.crashes++;
      if (this.crashes >= LOSSES_ALLOWED) {
        this.drop(seat, link);
        throw new AppError('worker-crashed', { worker: 'model' }, { cause: error.message });
      }
    }
    this.drop(seat, link);
    if (totalOf(this.losses) >= ATTEMPTS) throw new AppError('backend-unavailable', { backend: this.latest?.active ?? 'none' });
    return 'lost';
  }

  /** Goes on from where a training of the same request ended, if one did, after telling of its epochs. Where the device refuses it, on the next. */
  private async epochs<Trained extends TrainingCourse>(
    request: TrainRequest | SequenceRequest,
    begin: (
      api: ModelApi,
      resume: Checkpoint | null,
      listener: (checkpoint: Checkpoint) => void,
      number: number,
    ) => Promise<Outcome<Trained>>,
    onEpoch: (epoch: EpochReport) => void,
    signal: AbortSignal | undefined,
  ): Promise<Trained> {
    const key = requestKey(request);
    const backends: BackendName[] = [];
    let last: Checkpoint | null = null;
    let seat = this.main;
    let moved: NonNullable<EpochReport['notice']>['key'] | null = null;
    this.crashes = 0;
    try {
      for (;;) {
        throwIfAborted(signal);
        const { active } = await this.untilAborted(this.ready(seat), signal);
        if (backends.length === 0) {
          last = this.kept.find(key, mostEpochs(request), active);
          for (const report of epochsOf(last, active)) onEpoch(report);
        }
        if (moved !== null) onEpoch({ ...epochReport(last, active), notice: { key: moved, backend: active } });
        backends.push(active);
        const at = seat;
        const trained = await this.attempt((api, link) => {
          const listener = link.listener((checkpoint: Checkpoint) => {
            last = checkpoint;
            // What two devices had a part in is the training of neither.
            if (backends.length === 1) this.kept.put(key, checkpoint, active);
            onEpoch(epochReport(checkpoint, active));
          });
          return this.cancellable(at, link, (number) => begin(api, last, listener, number), signal);
        }, at);
        if (typeof trained === 'object') return { ...trained.value, backends };
        moved = trained === 'refused' ? 'refused' : 'device-lost';
        if (trained === 'lost') continue;
        // Without an epoch it had no part in it.
        if (last === null) backends.pop();
        seat = { link: null, probing: null, refused: [...seat.refused, active], left: false };
      }
    } finally {
      if (seat !== this.main) {
        seat.left = true;
        this.drop(seat);
      }
    }
  }

  private ready(seat: Seat): Promise<BackendReport> {
    seat.probing ??= this.start(seat).catch((error: unknown) => {
      this.drop(seat);
      throw error;
    });
    return seat.probing;
  }

  private async start(seat: Seat): Promise<BackendReport> {
    for (;;) {
      const link = (seat.link ??= new ModelLink(this.spawn));
      const lost = [...this.losses].filter(([, count]) => count >= LOSSES_ALLOWED).map(([name]) => name);
      try {
        const outcome = await link.race(link.api.probe(this.choice, [...lost, ...seat.refused]));
        if (outcome.status === 'failed') throw fromWire(outcome.error);
        if (outcome.status !== 'done') throw new WorkerCrashed(outcome.detail);
        if (seat !== this.main) return outcome.value;
        this.latest = withEarlier(outcome.value, this.latest);
        return this.latest;
      } catch (error) {
        if (!(error instanceof WorkerCrashed)) throw error;
        link.close();
        if (seat.link === link) seat.link = null;
        if (seat.left) throw new AppError('cancelled');
        if (++this.crashes >= LOSSES_ALLOWED) throw new AppError('worker-crashed', { worker: 'model' }, { cause: error.message });
      }
    }
  }

  /** Asks the worker to stop when the signal fires, and replaces it if it does not. */
  private async cancellable<T>(
    seat: Seat,
    link: ModelLink,
    begin: (number: number) => Promise<Outcome<T>>,
    signal: AbortSignal | undefined,
  ): Promise<Outcome<T>> {
    const number = ++this.calls;
    const call = begin(number);
    if (signal === undefined) return call;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      link.abort(number);
      timer = setTimeout(() => this.drop(seat, link), CANCEL_GRACE);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void call
      .catch(() => undefined)
      .then(() => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      });
    return this.untilAborted(call, signal);
  }

  /** The value, or `cancelled` at once when the signal fires. */
  private untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (signal === undefined) return work;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => reject(new AppError('cancelled'));
      if (signal.aborted) onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  private drop(seat: Seat, link: ModelLink | null = seat.link): void {
    link?.close();
    if (link !== seat.link) return;
    seat.link = null;
    seat.probing = null;
  }
}

/** With what earlier workers found of the backends that this one, asked for a certain one, did not look at: the device is the same. */
function withEarlier(report: BackendReport, earlier: BackendReport | null): BackendReport {
  const probes = BACKENDS.flatMap((name) => {
    const of = ({ probes }: BackendReport) => probes.filter((probe) => probe.name === name);
    const found = of(report);
    return found.length > 0 || earlier === null ? found : of(earlier);
  });
  return { ...report, probes };
}

function totalOf(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
