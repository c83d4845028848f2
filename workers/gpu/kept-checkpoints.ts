import { courseOf } from '../encode/sequence/course';
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

/** Epochs that a training has at most; one together with clusters counts rounds. */
export const mostEpochs = (request: TrainRequest | SequenceRequest): number =>
  Math.min('clusters' in request && request.clusters ? Infinity : request.encoder.epochs, request.stopAfter ?? Infinity);

/** The same for requests that differ in the number of epochs, or rounds, alone, while that decides no more than when training ends. */
export function requestKey(request: TrainRequest | SequenceRequest): string {
  const { epochs: _, ...encoder } = request.encoder;
  // What is hidden rises over steps that short trainings cut.
  const warmup = 'sequences' in request ? courseOf(request).warmup : 0;
  return JSON.stringify({ ...request, encoder, warmup, stopAfter: undefined }, (_name, value: unknown) =>
    ArrayBuffer.isView(value) ? [value.byteLength, crc32(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))] : value,
  );
}
