import { sideOf } from '../encode/split';
import { batchUsers, cutBatches } from '../encode/sequence/batches';
import { codeWarmup } from '../encode/sequence/hide';
import type { Checkpoint, SequenceRequest, TrainRequest } from '../encode/trainer';
import { crc32 } from '../math/crc32';
import type { BackendName } from '../protocol/backend';

/** Bytes of checkpoints that are held, the latest in any case. */
const MOST_BYTES = 128 * 1024 ** 2;

/**
 * Where trainings ended, so that one that was cancelled, or is to last longer, goes on from there: by what they learn from and how, but for the number of epochs. In memory
 * alone; the oldest make room.
 */
export class KeptCheckpoints {
  readonly #kept = new Map<string, { readonly checkpoint: Checkpoint; readonly backend: BackendName }>();

  /** One that a training of so many epochs on that backend would have come by; null without one. */
  find(key: string, epochs: number, on: BackendName): Checkpoint | null {
    const kept = this.#kept.get(key);
    return kept && kept.backend === on && kept.checkpoint.epoch <= epochs ? kept.checkpoint : null;
  }

  put(key: string, checkpoint: Checkpoint, backend: BackendName): void {
    this.#kept.delete(key);
    this.#kept.set(key, { checkpoint, backend });
    let bytes = 0;
    for (const [other, { checkpoint: held }] of [...this.#kept].reverse()) {
      bytes += bytesOf(held);
      if (bytes > MOST_BYTES && other !== key) this.#kept.delete(other);
    }
  }
}

const bytesOf = ({ parameters, firstMoment, secondMoment, bestParameters }: Checkpoint): number =>
  parameters.byteLength + firstMoment.byteLength + secondMoment.byteLength + bestParameters.byteLength;

/** Epochs that a training has at most; one together with clusters counts rounds, which the recipe does not. */
export const mostEpochs = (request: TrainRequest | SequenceRequest): number =>
  'clusters' in request && request.clusters ? Infinity : request.encoder.epochs;

/** The same for requests that differ in the number of epochs alone, while that decides no more than when training ends. */
export function requestKey(request: TrainRequest | SequenceRequest): string {
  const { epochs: _, ...encoder } = request.encoder;
  return JSON.stringify({ ...request, encoder, rise: riseOf(request) }, (_name, value: unknown) =>
    ArrayBuffer.isView(value) ? [value.byteLength, crc32(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))] : value,
  );
}

/** Steps over which a network that reads events is made to hide more and more, which short trainings cut; 0 for others. */
function riseOf(request: TrainRequest | SequenceRequest): number {
  if (!('sequences' in request) || request.start || request.classes) return 0;
  const { sequences, validation, encoder, shape } = request;
  const training = sideOf(validation, 0);
  const steps = cutBatches(sequences, training, batchUsers(training.length, encoder.batchSize), shape.steps).length;
  return codeWarmup(encoder.epochs * steps);
}
