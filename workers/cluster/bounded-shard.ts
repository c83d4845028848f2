import { squaredDistance } from '../math/distance';
import type { Centres } from './centres';
import { BLOCK_ROWS, blocksOf, doubtOf, LloydShard, SLACK, type WeightedRows } from './lloyd-shard';
import { transfer } from './transfer';

/**
 * Leaves distances out by exact bounds: Hamerly's (2010) one lower bound on all other centres first, then Elkan's (2003) one a centre. A bound is stored
 * with the path that its centre had travelled then, so that no pass is needed to age it.
 */
export class BoundedShard extends LloydShard {
  protected readonly labels: Int32Array;
  protected readonly upper: Float64Array;
  protected readonly second: Float64Array;
  protected readonly sums: readonly Float64Array[];
  /** rows × k. Distance plus the centre's path then: a lower bound is this minus the path now. */
  private readonly lower: Float64Array;
  private assigned = false;

  constructor(points: WeightedRows, k: number) {
    super(points, k);
    const { rows, dims } = points;
    this.labels = new Int32Array(rows);
    this.upper = new Float64Array(rows);
    this.lower = new Float64Array(rows * k);
    this.second = new Float64Array(rows);
    this.sums = Array.from({ length: blocksOf(rows) }, () => new Float64Array(k * (dims + 1)));
  }

  protected assign(centres: Centres): number {
    const { rows } = this.points;
    let changes = 0;
    this.sums.forEach((sums, block) => {
      const from = block * BLOCK_ROWS;
      const to = Math.min(rows, from + BLOCK_ROWS);
      changes += this.assigned ? this.assignAgain(centres, sums, from, to) : this.assignFirst(centres, sums, from, to);
    });
    this.assigned = true;
    return changes;
  }

  /** Centres have not moved yet: their paths are 0. */
  private assignFirst({ at: centres }: Centres, sums: Float64Array, from: number, to: number): number {
    const { data, dims, weights } = this.points;
    const { k, labels, lower, upper, second } = this;
    for (let i = from; i < to; i++) {
      let label = 0;
      let best = Infinity;
      let next = Infinity;
      for (let j = 0; j < k; j++) {
        const d2 = squaredDistance(data, i * dims, centres, j * dims, dims);
        lower[i * k + j] = Math.sqrt(d2);
        if (d2 < best) {
          next = best;
          best = d2;
          label = j;
        } else if (d2 < next) next = d2;
      }
      labels[i] = label;
      upper[i] = Math.sqrt(best);
      second[i] = Math.sqrt(next);
      transfer(data, i * dims, dims, weights === null ? 1 : weights[i]!, label, sums, k);
    }
    return to - from;
  }

  private assignAgain(moved: Centres, sums: Float64Array, first: number, last: number): number {
    const { at: centres, path, longest, halves, moat } = moved;
    const doubt = doubtOf(moved);
    const { data, dims, weights } = this.points;
    const { k, labels, lower, upper, second } = this;
    let changes = 0;
    for (let i = first; i < last; i++) {
      const from = labels[i]!;
      const aged = second[i]! - longest[from]!;
      const limit = aged > moat[from]! ? aged : moat[from]!;
      if ((upper[i]! + path[from]!) * SLACK + doubt < limit) continue;
      let best = squaredDistance(data, i * dims, centres, from * dims, dims);
      let distance = Math.sqrt(best);
      if (distance * SLACK + doubt < limit) {
        upper[i] = distance - path[from]!;
        continue;
      }
      let label = from;
      let next = Infinity;
      const at = i * k;
      lower[at + from] = distance + path[from]!;
      let reach = distance * SLACK + doubt;
      for (let j = 0; j < k; j++) {
        if (j === from) continue;
        let bound = lower[at + j]! - path[j]!;
        if (bound <= reach) {
          const half = halves[label * k + j]!;
          if (half > reach) bound = 2 * half - distance;
          else {
            const d2 = squaredDistance(data, i * dims, centres, j * dims, dims);
            bound = Math.sqrt(d2);
            lower[at + j] = bound + path[j]!;
            if (d2 < best || (d2 === best && j < label)) {
              const left = distance;
              best = d2;
              distance = bound;
              reach = distance * SLACK + doubt;
              label = j;
              bound = left;
            }
          }
        }
        if (bound < next) next = bound;
      }
      upper[i] = distance - path[label]!;
      second[i] = next + longest[label]!;
      if (label === from) continue;
      const weight = weights === null ? 1 : weights[i]!;
      transfer(data, i * dims, dims, -weight, from, sums, k);
      transfer(data, i * dims, dims, weight, label, sums, k);
      labels[i] = label;
      changes++;
    }
    return changes;
  }
}
