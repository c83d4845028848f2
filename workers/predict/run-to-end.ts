import { breather, paced } from '../math/breathe';
import { throwIfAborted } from '../protocol/errors';

/**
 * Drives steps to their end, letting the event loop turn so that a cancel gets in.
 *
 * @throws AppError `cancelled`
 */
export function runToEnd<T>(steps: Generator<unknown, T, void>, signal?: AbortSignal): Promise<T> {
  const breathe = breather();
  return paced(steps, async () => {
    await breathe();
    throwIfAborted(signal);
  });
}
