import { applyEncoder } from '../encode';
import { applyScale, fitScale, type RawFeatures } from '../features';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix, FeatureSpec } from '../protocol/features';
import type { Embedding, Segmentation } from '../protocol/model';
import { assign, fitDiscriminant, type Discriminant } from './discriminant';

/** What turns a window's features into segments, learned from the reference windows. */
export interface WindowModel {
  /** The features' scales at the length of a window. */
  readonly specs: readonly FeatureSpec[];
  readonly discriminant: Discriminant;
}

/** Where a window's users are in the run's embedding, and their segments in it. */
export interface Placed {
  /** users × dims. */
  readonly rows: Float32Array;
  readonly labels: Int32Array;
}

export interface WindowModelInput {
  readonly events: EventTable;
  readonly matrix: FeatureMatrix;
  readonly embedding: Embedding;
  readonly segmentation: Segmentation;
}

/**
 * Learns from the features of the reference windows. A month's figures are smaller than a year's: standardised by a scale of their own, what is
 * typical for a month lies where what is typical for the whole span lies, and the run's encoder can place it.
 *
 * @param winsor quantiles at which values are clipped, as in the features recipe
 */
export function learnWindowModel(
  { events, matrix, embedding, segmentation }: WindowModelInput,
  raws: readonly RawFeatures[],
  winsor: readonly [number, number],
): WindowModel {
  const specs = fitScale(raws, winsor);
  const labelOf = new Int32Array(events.users).fill(-1);
  for (let row = 0; row < matrix.users; row++) labelOf[matrix.userIndex[row]!] = segmentation.labels[row]!;
  const users = raws.reduce((sum, raw) => sum + raw.users, 0);
  const rows = new Float32Array(users * embedding.dims);
  const labels = new Int32Array(users);
  let at = 0;
  for (const raw of raws) {
    rows.set(encode(raw, specs, embedding), at * embedding.dims);
    for (const user of raw.userIndex) labels[at++] = labelOf[user]!;
  }
  return { specs, discriminant: fitDiscriminant(rows, embedding.dims, labels, segmentation.k, segmentation.centres) };
}

/** Places a window's users, whatever window it is. */
export function place({ specs, discriminant }: WindowModel, raw: RawFeatures, embedding: Embedding): Placed {
  const rows = encode(raw, specs, embedding);
  return { rows, labels: assign(discriminant, rows) };
}

function encode(raw: RawFeatures, specs: readonly FeatureSpec[], { encoder }: Embedding): Float32Array {
  const scaled = applyScale(raw, specs);
  return encoder.length > 0 ? applyEncoder(encoder, scaled, raw.users) : scaled;
}
