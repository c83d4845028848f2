/**
 * Lets a worker's event loop turn, so that a cancel message gets in, at most once in `everyMs` of wall time.
 * A message channel is used because a nested setTimeout(0) is clamped to 4 ms.
 */
export function breather(everyMs = 24): () => Promise<void> {
  let last = performance.now();
  return async () => {
    const now = performance.now();
    if (now - last < everyMs) return;
    await nextTask();
    last = performance.now();
  };
}

export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

/** Drives steps to their end; `pause` is awaited after each. */
export async function paced<T>(steps: Generator<unknown, T, void>, pause: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pause();
  }
}
