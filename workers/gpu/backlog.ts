import { backend, getBackend } from '@tensorflow/tfjs-core';

/** What tfjs's GPU backends have beside the interface of all backends, as far as it is used here. */
interface WebGpuQueue {
  readonly queue: GPUQueue;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}
interface WebGlQueue {
  readonly gpgpu: { createAndWaitForFence(): Promise<void> };
}

/** Done when the GPU of the current tfjs backend has done all that it was given until now; at once on wasm and cpu. Nothing is read back. */
export async function queueDone(): Promise<void> {
  const name = getBackend();
  if (name === 'webgl') await (backend() as unknown as WebGlQueue).gpgpu.createAndWaitForFence();
  if (name !== 'webgpu') return;
  const gpu = backend() as unknown as WebGpuQueue;
  // Kernels are handed over several at a time: what waits for its like goes now.
  gpu.ensureCommandEncoderReady();
  gpu.endComputePassEncoder();
  gpu.submitQueue();
  await gpu.queue.onSubmittedWorkDone();
}

/**
 * Keeps the steps in a GPU's queue few, so that a cancel does not find seconds of work there. One half of them is waited for while the other half is worked on, which
 * leaves the GPU no time without work.
 */
export class Backlog {
  #given = 0;
  #before: Promise<void> = Promise.resolve();
  readonly #half: number;

  /** @param most steps in the queue, 2 or more */
  constructor(most: number) {
    this.#half = Math.floor(most / 2);
  }

  /** To be awaited after each step. @throws what {@link queueDone} throws */
  async add(): Promise<void> {
    if (++this.#given < this.#half) return;
    this.#given = 0;
    const before = this.#before;
    this.#before = queueDone();
    // Where the training ends before it is waited for, nobody else meets its rejection.
    this.#before.catch(() => undefined);
    await before;
  }
}
