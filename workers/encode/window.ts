import { windowRows } from '../features/window-rows';
import type { EventTable } from '../protocol/events';
import type { Embedding } from '../protocol/model';
import { applyEncoder } from './dense';
import { fuse } from './fused';
import { SequenceReader } from './sequence/read-users';
import { tokenize } from './sequence/tokens';

/** A window of time: the users active in it, by their standardised features in it. */
export interface Window {
  readonly users: number;
  readonly features: number;
  readonly scaled: Float32Array;
  /** ms UTC, [from, to): the users are those with an event in it. */
  readonly from: number;
  readonly to: number;
}

/**
 * What an encoder makes of a window, from what happened in it alone: users × dims.
 *
 * @param pause awaited now and then
 * @throws RangeError where the users are not those of the window
 */
export async function embedWindow(
  { encoder, sequence, fusion }: Embedding,
  events: EventTable,
  { users, features, scaled, from, to }: Window,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const known = { users, features, scaled };
  if (!sequence) {
    // Of users without events in time there are no windows, so that nothing but features can be fused.
    if (fusion) return applyEncoder(encoder, await fuse(fusion, known, null, new Float32Array(), pause), users);
    return encoder.length > 0 ? applyEncoder(encoder, scaled, users) : scaled;
  }
  const rows = windowRows(events, from, to);
  if (rows.userIndex.length !== users) throw new RangeError('the users are not those of the window');
  const { code, steps } = sequence.shape;
  const sequences = tokenize(events, rows, sequence.vocabulary, steps);
  await pause();
  const reader = new SequenceReader(sequence);
  const codes = new Float32Array(users * code);
  for (let user = 0; user < users; user++) {
    reader.codeInto(codes, user * code, sequences, user);
    if (user % 32 === 31) await pause();
  }
  if (!fusion) return codes;
  return applyEncoder(encoder, await fuse(fusion, known, { events, rows }, codes, pause), users);
}
