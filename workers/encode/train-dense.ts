import { trainAutoencoder } from './autoencoder';
import { trainJoint } from './joint/train-joint';
import type { Checkpoint, TrainedAutoencoder, TrainRequest } from './trainer';

/** An autoencoder, alone or together with the clusters that the request names. */
export function trainDense(
  request: TrainRequest,
  resume: Checkpoint | null = null,
  signal?: AbortSignal,
): AsyncGenerator<Checkpoint, TrainedAutoencoder, void> {
  return request.clusters ? trainJoint(request, resume, signal) : trainAutoencoder(request, resume, signal);
}
