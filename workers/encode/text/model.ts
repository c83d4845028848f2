import { random, shuffle } from '../../math/random';
import type { TextModel } from '../../protocol/model';
import type { StepRows } from '../sequence/steps';
import { countGrams, GRAMS } from './grams';
import type { TextSource } from './source';
import { part, ROWS_A_STEP, truncatedSvd, type SparseRows } from './svd';

export interface TextOptions {
  readonly dims?: number;
  readonly buckets?: number;
  readonly seed: number;
}

/** Of more names than this, so many drawn at random are learned from. */
const MOST_NAMES = 20_000;
/** Share of the learning that counting grams takes, about. */
const COUNTING = 0.5;

/**
 * Latent semantic analysis (Deerwester et al. 1990) of the distinct names: each a row of its hashed grams, (1 + ln count) · idf with
 * idf = ln((1 + names) / (1 + names with it)) + 1, of length one; reduced to its first right singular vectors. Fewer dimensions where the
 * names do not have as many. Yields the share that is done.
 */
export function* learnText({ names }: TextSource, { dims = 16, buckets = 1 << 14, seed }: TextOptions): Generator<number, TextModel, void> {
  const learned = drawn(names, seed);
  const counts: ReadonlyMap<number, number>[] = [];
  for (const name of learned) {
    counts.push(countGrams(name, buckets));
    if (counts.length % ROWS_A_STEP === 0) yield (COUNTING * counts.length) / learned.length;
  }
  const idf = new Float32Array(buckets);
  for (const grams of counts) for (const bucket of grams.keys()) idf[bucket]!++;
  for (let bucket = 0; bucket < buckets; bucket++) idf[bucket] = Math.log((1 + learned.length) / (1 + idf[bucket]!)) + 1;
  const rows = sparseRows(counts, idf);
  const svd = truncatedSvd(rows, Math.min(dims, learned.length), random(seed, 'encode', 'text'));
  const { values, vectors } = yield* part(svd, COUNTING / (1 - COUNTING), 1 / (1 - COUNTING));
  const total = rows.values.reduce((sum, value) => sum + value ** 2, 0);
  return {
    grams: GRAMS,
    buckets,
    dims: values.length,
    idf,
    projection: Float32Array.from(vectors),
    explained: total === 0 ? 0 : Math.min(1, values.reduce((sum, value) => sum + value ** 2, 0) / total),
  };
}

function drawn(names: readonly string[], seed: number): readonly string[] {
  if (names.length <= MOST_NAMES) return names;
  const order = Uint32Array.from(names, (_, i) => i);
  shuffle(order, random(seed, 'encode', 'text', 'names'));
  return Array.from(order.subarray(0, MOST_NAMES).sort(), (i) => names[i]!);
}

function sparseRows(counts: readonly ReadonlyMap<number, number>[], idf: Float32Array): SparseRows {
  const offsets = new Uint32Array(counts.length + 1);
  counts.forEach((grams, row) => (offsets[row + 1] = offsets[row]! + grams.size));
  const at = new Uint32Array(offsets[counts.length]!);
  const values = new Float64Array(at.length);
  counts.forEach((grams, row) => {
    let i = offsets[row]!;
    for (const [bucket, weight] of weighted(grams, idf)) {
      at[i] = bucket;
      values[i++] = weight;
    }
  });
  return { rows: counts.length, columns: idf.length, offsets, at, values };
}

/** The row of a name. */
function weighted(counts: ReadonlyMap<number, number>, idf: Float32Array): [bucket: number, weight: number][] {
  const row = Array.from(counts, ([bucket, count]): [number, number] => [bucket, (1 + Math.log(count)) * idf[bucket]!]);
  const length = Math.sqrt(row.reduce((sum, [, weight]) => sum + weight ** 2, 0));
  return row.map(([bucket, weight]) => [bucket, weight / length]);
}

/**
 * The vectors of texts, texts × dims; zeros for one without a letter or number, or without any gram that the model knows. Yields the share that is done.
 */
export function* embedTexts(
  { grams = 1, buckets, dims, idf, projection }: TextModel,
  texts: readonly string[],
): Generator<number, Float32Array, void> {
  const vectors = new Float32Array(texts.length * dims);
  for (const [i, text] of texts.entries()) {
    for (const [bucket, weight] of weighted(countGrams(text, buckets, grams), idf)) {
      for (let d = 0; d < dims; d++) vectors[i * dims + d]! += weight * projection[bucket * dims + d]!;
    }
    if (i % ROWS_A_STEP === ROWS_A_STEP - 1) yield (i + 1) / texts.length;
  }
  return vectors;
}

/**
 * users × dims: the mean over a user's events that bear a name, each the mean of its names' vectors; NaN for users without such events.
 *
 * @param rows of the events that the source was taken from
 * @param byName vectors of the source's names, see {@link embedTexts}
 */
export function textVectors(
  { dims }: Pick<TextModel, 'dims'>,
  { columns }: Pick<TextSource, 'columns'>,
  rows: StepRows,
  byName: Float32Array,
): Float32Array {
  const users = rows.userIndex.length;
  const vectors = new Float32Array(users * dims);
  const sum = new Float64Array(dims);
  for (let u = 0; u < users; u++) {
    sum.fill(0);
    let events = 0;
    for (let row = rows.lo[u]!; row < rows.hi[u]!; row++) {
      const borne = namesAt(columns, row);
      for (const name of borne) for (let d = 0; d < dims; d++) sum[d]! += byName[name * dims + d]! / borne.length;
      if (borne.length > 0) events++;
    }
    // 0 / 0 is what is known of a user without any.
    vectors.set(
      sum.map((value) => value / events),
      u * dims,
    );
  }
  return vectors;
}

function namesAt(columns: TextSource['columns'], row: number): number[] {
  const names: number[] = [];
  for (const { codes, nameOf } of columns) {
    const code = codes[row]!;
    if (code >= 0 && nameOf[code]! >= 0) names.push(nameOf[code]!);
  }
  return names;
}
