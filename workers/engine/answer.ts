import * as Comlink from 'comlink';
import type { Reply } from '../protocol/engine';
import { toWire } from '../protocol/errors';
import { buffersOf } from './transfer';

/** What a nested worker answers: the value, with its arrays transferred, or the error by its code. */
export async function answer<T>(work: () => T | Promise<T>): Promise<Reply<T>> {
  try {
    const value = await work();
    return Comlink.transfer({ ok: true, value }, buffersOf(value));
  } catch (error) {
    return { ok: false, error: toWire(error) };
  }
}
