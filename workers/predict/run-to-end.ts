import { breather } from '../math/breathe';
import { throwIfAborted } from '../protocol/errors';

/**
 * Drives steps to their end, letting the event loop turn so that a cancel gets in.
 *
 * @throws AppError `cancelled`
 */
export async function runToEnd<T>(steps: Generator<unknown, T, void>, signal?: AbortSignal): Promise<T> {
  const breathe = breather();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
    throwIfAborted(signal);
  }
}
