import type { Checkpoint, SequenceRequest, TrainedAutoencoder, TrainedSequence, TrainRequest } from '../encode/trainer';
import type { StepTimes } from '../encode/sizes/predict';
import type { TimingRequest } from '../encode/sizes/time-steps';
import type { BackendChoice, BackendName, BackendReport } from '../protocol/backend';
import type { WireError } from '../protocol/errors';
import type { KMeansSolution, KMeansTask } from '../protocol/kmeans';

/**
 * How a call of the model worker ended. `lost`: the GPU went away under it; `refused`: the GPU would not do what was asked of it, and would not
 * at the next try. After either the worker is of no more use.
 */
export type Outcome<T> =
  | { readonly status: 'done'; readonly value: T }
  | { readonly status: 'lost' | 'refused'; readonly backend: BackendName; readonly detail: string }
  | { readonly status: 'failed'; readonly error: WireError };

/** What the worker that holds tfjs answers. Calls may overlap; those that can be ended are told apart by a number, `call`. */
export interface ModelApi {
  probe(choice: BackendChoice, excluded: readonly BackendName[]): Promise<Outcome<BackendReport>>;
  /** Trains on the active backend from the beginning or from a checkpoint; `onEpoch` gets each epoch's before the next begins. */
  train(
    request: TrainRequest,
    resume: Checkpoint | null,
    onEpoch: (checkpoint: Checkpoint) => void | Promise<void>,
    call: number,
  ): Promise<Outcome<TrainedAutoencoder>>;
  trainSequence(
    request: SequenceRequest,
    resume: Checkpoint | null,
    onEpoch: (checkpoint: Checkpoint) => void | Promise<void>,
    call: number,
  ): Promise<Outcome<TrainedSequence>>;
  /** Times a few steps of a training. */
  time(timing: TimingRequest, call: number): Promise<Outcome<StepTimes>>;
  /** Ends the training of that number, or the timing, with `cancelled`. */
  abort(call: number): void;
  /** Rows for the tasks that follow; tasks still under way on others end with `cancelled`. */
  loadKMeans(data: Float32Array, rows: number, dims: number): Promise<Outcome<void>>;
  solveKMeans(task: KMeansTask): Promise<Outcome<KMeansSolution>>;
  loseDevice(): Promise<boolean>;
}
