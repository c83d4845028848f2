import { windowRows } from '../features/window-rows';
import type { EventTable } from '../protocol/events';
import type { Embedding } from '../protocol/model';
import { applyEncoder } from './dense';
import { fuse } from './fused';
import { codesOf } from './sequence/read-users';
import { tokenize } from './sequence/tokens';

/** A window of time: the users active in it, by their standardised features in it. */
export interface Window {
  readonly users: number;
  readonly features: number;
  readonly scaled: Float32Array;
  /** ms UTC, [from, to). */
  readonly from: number;
  readonly to: number;
}

/** What an encoder makes of a window, from what happened in it alone: users × dims. */
export function embedWindow(
  { encoder, sequence, fusion }: Embedding,
  events: EventTable,
  { users, features, scaled, from, to }: Window,
): Float32Array {
  if (!sequence) return encoder.length > 0 ? applyEncoder(encoder, scaled, users) : scaled;
  const rows = windowRows(events, from, to);
  const codes = codesOf(sequence, tokenize(events, rows, sequence.vocabulary, sequence.shape.steps));
  return fusion ? applyEncoder(encoder, fuse(fusion, { users, features, scaled }, events, rows, codes), users) : codes;
}
