import type { Reply } from '../protocol/engine';
import { toWire } from '../protocol/errors';

/** What the page is answered: the value, or the error by its code. */
export async function reply<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toWire(error) };
  }
}
