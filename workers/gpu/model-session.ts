import { trainDense } from '../encode/train-dense';
import type { StepTimes } from '../encode/sizes/predict';
import { timeSteps, type TimingRequest } from '../encode/sizes/time-steps';
import { trainSequence } from '../encode/sequence/train-sequence';
import type { Checkpoint, SequenceRequest, TrainedAutoencoder, TrainedSequence, TrainRequest } from '../encode/trainer';
import type { BackendChoice, BackendName, BackendReport } from '../protocol/backend';
import { AppError, toWire } from '../protocol/errors';
import type { KMeansSolution, KMeansTask } from '../protocol/kmeans';
import { activate, deviceEnd, loseDevice, webGpuDevice, type DeviceEnd } from './backends';
import { GpuKMeans } from './kmeans-webgpu';
import type { ModelApi, Outcome } from './model-api';
import { probeBackends } from './probe';

/** A rejected step can come before the browser reports the loss, or the refusal, that caused it. In ms. */
const LOSS_GRACE = 100;

class DeviceEnded extends Error {
  constructor(readonly end: DeviceEnd) {
    super(end.detail);
  }
}

/** The model worker's work: one active backend, watched for the loss of its device and for what the device refuses. */
export class ModelSession implements ModelApi {
  private active: BackendName | null = null;
  /** Rejects with DeviceEnded when the active backend loses its device, or is refused a command. */
  private ended: Promise<never> = never();
  /** Of the trainings and timings under way, by the number of their call. */
  private readonly stops = new Map<number, AbortController>();
  private kmeans: GpuKMeans | null = null;

  async probe(choice: BackendChoice, excluded: readonly BackendName[]): Promise<Outcome<BackendReport>> {
    return this.guard(async () => {
      const report = await probeBackends(choice, excluded);
      if (report.active !== this.active) this.watch(report.active);
      return report;
    }, false);
  }

  train(
    request: TrainRequest,
    resume: Checkpoint | null,
    onEpoch: (checkpoint: Checkpoint) => void | Promise<void>,
    call: number,
  ): Promise<Outcome<TrainedAutoencoder>> {
    return this.epochs((signal) => trainDense(request, resume, signal), onEpoch, call);
  }

  trainSequence(
    request: SequenceRequest,
    resume: Checkpoint | null,
    onEpoch: (checkpoint: Checkpoint) => void | Promise<void>,
    call: number,
  ): Promise<Outcome<TrainedSequence>> {
    return this.epochs((signal) => trainSequence(request, resume, signal), onEpoch, call);
  }

  time(timing: TimingRequest, call: number): Promise<Outcome<StepTimes>> {
    return this.stoppable(call, async (signal) => {
      await activate(this.requireActive());
      return Promise.race([timeSteps(timing, signal), this.ended]);
    });
  }

  abort(call: number): void {
    this.stops.get(call)?.abort();
  }

  async loadKMeans(data: Float32Array, rows: number, dims: number): Promise<Outcome<void>> {
    return this.guard(async () => {
      if (this.requireActive() !== 'webgpu') throw new AppError('backend-unavailable', { backend: 'webgpu' });
      this.kmeans?.dispose();
      await activate('webgpu');
      this.kmeans = new GpuKMeans(webGpuDevice(), data, rows, dims);
    });
  }

  async solveKMeans(task: KMeansTask): Promise<Outcome<KMeansSolution>> {
    return this.guard(async () => {
      if (this.kmeans === null) throw new AppError('nothing-open');
      return Promise.race([this.kmeans.solve(task), this.ended]);
    });
  }

  loseDevice(): Promise<boolean> {
    return Promise.resolve(this.active !== null && loseDevice(this.active));
  }

  private epochs<Trained>(
    begin: (signal: AbortSignal) => AsyncGenerator<Checkpoint, Trained, void>,
    onEpoch: (checkpoint: Checkpoint) => void | Promise<void>,
    call: number,
  ): Promise<Outcome<Trained>> {
    return this.stoppable(call, async (signal) => {
      await activate(this.requireActive());
      const epochs = begin(signal);
      for (;;) {
        const step = await Promise.race([epochs.next(), this.ended]);
        if (step.done) return step.value;
        await onEpoch(step.value);
      }
    });
  }

  /** Work that {@link abort} ends. */
  private async stoppable<T>(call: number, work: (signal: AbortSignal) => Promise<T>): Promise<Outcome<T>> {
    const stop = new AbortController();
    this.stops.set(call, stop);
    try {
      return await this.guard(() => work(stop.signal));
    } finally {
      this.stops.delete(call);
    }
  }

  private watch(backend: BackendName): void {
    this.kmeans?.dispose();
    this.kmeans = null;
    this.active = backend;
    this.ended = deviceEnd(backend).then((end) => {
      throw new DeviceEnded(end);
    });
    // Met by whichever call is under way; without one, by the next.
    this.ended.catch(() => undefined);
  }

  private requireActive(): BackendName {
    if (this.active === null) throw new AppError('backend-unavailable', { backend: 'none' });
    return this.active;
  }

  /**
   * Turns whatever is thrown into an outcome. On a GPU a failure that is not ours, or a loss within the grace time, counts as a lost device; as
   * refused what the device says no to, a buffer that WebGPU cannot even map, which is thrown as a RangeError, and what fails on WebGL while its
   * context is there: tfjs throws where a texture is larger than may be, or memory is full.
   */
  private async guard<T>(work: () => Promise<T>, watched = true): Promise<Outcome<T>> {
    try {
      return { status: 'done', value: await work() };
    } catch (error) {
      const backend = this.active;
      const onGpu = backend === 'webgpu' || backend === 'webgl';
      const cancelled = error instanceof AppError && error.code === 'cancelled';
      if (watched && onGpu && !cancelled) {
        const end = error instanceof DeviceEnded ? error.end : await this.endWithin(LOSS_GRACE);
        if (end !== null) return { status: end.kind, backend, detail: end.detail };
        // A fault in the code is a TypeError.
        const refused = (backend === 'webgl' && !(error instanceof TypeError)) || error instanceof RangeError;
        if (!(error instanceof AppError)) return { status: refused ? 'refused' : 'lost', backend, detail: String(error) };
      }
      return { status: 'failed', error: toWire(error) };
    }
  }

  /** How the active device ended, if it has or does within `ms`. */
  private endWithin(ms: number): Promise<DeviceEnd | null> {
    return Promise.race([
      this.ended.catch((error: unknown) => (error instanceof DeviceEnded ? error.end : { kind: 'lost' as const, detail: String(error) })),
      new Promise<null>((resolve) => {
        setTimeout(() => resolve(null), ms);
      }),
    ]);
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
