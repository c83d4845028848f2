import { squaredDistance } from '../math/distance';
import { transfer } from './transfer';
import type { Centres } from './centres';

/** rows × dims, row-major, with a positive weight for each row (null: 1 each). */
export interface WeightedRows {
  readonly data: Float32Array;
  readonly rows: number;
  readonly dims: number;
  readonly weights: Float32Array | null;
}

/**
 * Rows whose sums are added up by themselves, before those of all blocks are, in order: so the centres are the same to the bit into however many shards the
 * rows are cut.
 */
export const BLOCK_ROWS = 16_384;

/**
 * Bounds are compared with this relative slack, and an absolute one for what the centres' paths have rounded off, so that rounding can only cause a distance to
 * be computed, never one to be left out: the labels are those of the plain algorithm, ties (lowest centre first) included.
 */
export const SLACK = 1 + 1e-9;

/** The absolute slack; `longest` and `path` as of {@link Centres}. */
export const doubtOf = ({ path, longest }: Centres): number => 1e-12 * Math.max(...path, ...longest);

/** What a shard is asked by {@link lloydSteps}. */
export type ShardCall =
  | { readonly ask: 'assign'; readonly centres: Centres }
  /** The row farthest from its own centre among those whose cluster keeps others, by the masses of all shards together. */
  | { readonly ask: 'farthest'; readonly centres: Centres; readonly masses: Float64Array }
  /** By shard the row to be given the label, as told by `farthest`; −1: none. */
  | { readonly ask: 'reassign'; readonly rows: readonly number[]; readonly label: number };

export interface ShardAnswer {
  /** Labels that an assignment changed. */
  readonly changes: number;
  /** By block: k × dims weighted sums, then k masses. */
  readonly sums: readonly Float64Array[];
  /** Row of the shard and its squared distance; −1 and 0 where there is none. */
  readonly farthest: { readonly row: number; readonly square: number };
}

/** What a shard ends with. */
export interface ShardResult {
  /** Nearest centre of each row. */
  readonly labels: Int32Array;
  /** By block: Σ weight × squared distance to the own centre. */
  readonly inertias: Float64Array;
}

/** Some consecutive rows in Lloyd's algorithm: their labels, and what bounds are known of their distances. */
export abstract class LloydShard {
  protected abstract readonly labels: Int32Array;
  /** Distance to the own centre minus its path then: an upper bound is this plus the path now. */
  protected abstract readonly upper: Float64Array;
  /** A lower bound on the distance to all other centres, plus `longest` of the own centre then. */
  protected abstract readonly second: Float64Array;
  /** By block, as in {@link ShardAnswer}. */
  protected abstract readonly sums: readonly Float64Array[];

  /** `points` may be others of the same values, for whoever keeps them elsewhere. */
  constructor(
    protected readonly points: WeightedRows,
    protected readonly k: number,
  ) {}

  /** @param place of this shard among all of them */
  answer(call: ShardCall, place: number): ShardAnswer {
    const { sums } = this;
    const none = { row: -1, square: 0 };
    switch (call.ask) {
      case 'assign':
        return { changes: this.assign(call.centres), sums, farthest: none };
      case 'farthest':
        return { changes: 0, sums, farthest: this.farthest(call.centres, call.masses) };
      case 'reassign':
        if (call.rows[place]! >= 0) this.reassign(call.rows[place]!, call.label);
        return { changes: 0, sums, farthest: none };
    }
  }

  finish({ at }: Centres): ShardResult {
    const { data, rows, dims, weights } = this.points;
    const { labels } = this;
    const inertias = new Float64Array(blocksOf(rows));
    for (let i = 0; i < rows; i++) {
      const d2 = squaredDistance(data, i * dims, at, labels[i]! * dims, dims);
      inertias[Math.floor(i / BLOCK_ROWS)]! += weights === null ? d2 : weights[i]! * d2;
    }
    return { labels: labels.slice(), inertias };
  }

  /** Assigns each row to its nearest centre; returns how many labels changed. */
  protected abstract assign(centres: Centres): number;

  private farthest({ at }: Centres, masses: Float64Array): ShardAnswer['farthest'] {
    const { data, rows, dims, weights } = this.points;
    const { labels } = this;
    let row = -1;
    let most = 0;
    for (let i = 0; i < rows; i++) {
      const label = labels[i]!;
      if (masses[label]! <= (weights === null ? 1 : weights[i]!)) continue;
      const d2 = squaredDistance(data, i * dims, at, label * dims, dims);
      if (d2 > most) {
        most = d2;
        row = i;
      }
    }
    return { row, square: most };
  }

  private reassign(row: number, label: number): void {
    const { data, dims, weights } = this.points;
    const weight = weights === null ? 1 : weights[row]!;
    const sums = this.sums[Math.floor(row / BLOCK_ROWS)]!;
    transfer(data, row * dims, dims, -weight, this.labels[row]!, sums, this.k);
    transfer(data, row * dims, dims, weight, label, sums, this.k);
    this.labels[row] = label;
    this.upper[row] = Infinity;
    this.second[row] = -Infinity;
  }
}

export const blocksOf = (rows: number): number => Math.ceil(rows / BLOCK_ROWS);
