import { random } from '../../workers/math/random';
import { SEED } from './inputs';
import type { LloydInput } from './inputs';

/** What a problem for the WGSL k-means is about, and how large it is. */
export interface KMeansSize {
  readonly title: string;
  readonly rows: number;
  readonly dims: number;
  readonly k: number;
  /** Rows weigh 0, 1 or 2, not 1 each. */
  readonly weighted?: boolean;
  /** The last of the centres to begin from is far from every row. */
  readonly astray?: boolean;
  readonly bufferBytes?: number;
  readonly maxIterations?: number;
}

/** At and beside every size at which the passes do something else (workers/gpu/kmeans-shape.ts). */
export const kmeansSizes: readonly KMeansSize[] = [
  { title: 'fewer rows than threads, an odd one', rows: 3, dims: 2, k: 2 },
  { title: 'a tile less a row', rows: 255, dims: 3, k: 2 },
  { title: 'one tile, columns read eight at a time', rows: 256, dims: 8, k: 5 },
  { title: 'a tile and a row, columns left over', rows: 257, dims: 13, k: 8 },
  { title: 'one workgroup fewer than are asked for at once', rows: 7 * 256, dims: 3, k: 4 },
  { title: 'two tiles a workgroup, the last with one', rows: 1025, dims: 17, k: 12 },
  { title: 'slots whose sums are not apart by whole banks', rows: 300, dims: 130, k: 12 },
  { title: 'the most dimensions and clusters of a recipe', rows: 300, dims: 256, k: 12 },
  { title: 'more clusters than a recipe has, eight tiles a workgroup', rows: 2100, dims: 2, k: 64 },
  { title: 'columns in several blocks, weighted', rows: 515, dims: 200, k: 64, weighted: true },
  { title: 'several buffers, the last shorter, weighted', rows: 2001, dims: 7, k: 5, weighted: true, bufferBytes: 4 * 7 * 301 },
  { title: 'a cluster without rows, re-seeded while another start goes on', rows: 700, dims: 6, k: 4, astray: true, maxIterations: 6 },
  { title: 'as many workgroups as one thread adds', rows: 64 * 256, dims: 1, k: 2 },
  { title: 'one workgroup more', rows: 64 * 256 + 1, dims: 1, k: 3 },
  { title: 'more workgroups than 64 threads ask for at once', rows: 64 * 8 * 256 + 1, dims: 1, k: 2, maxIterations: 2 },
];

/** Normal rows, and the first k of them to begin from unless one is astray. */
export function sizedInput({ title, rows, dims, k, weighted, astray, bufferBytes, maxIterations = 3 }: KMeansSize): LloydInput {
  const rng = random(SEED, 'conformance', 'sizes', title);
  const data = Float32Array.from({ length: rows * dims }, () => rng.normal());
  const weights = weighted ? Float32Array.from({ length: rows }, (_, row) => (row < k ? 1 : row % 3)) : null;
  const start = data.slice(0, k * dims);
  if (astray) start.fill(90, (k - 1) * dims);
  return { data, rows, dims, k, weights, start, threshold: 0, maxIterations, ...(bufferBytes === undefined ? {} : { bufferBytes }) };
}
