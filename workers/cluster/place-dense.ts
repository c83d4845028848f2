import { KdTree, neighbours } from '../math/kd-tree';
import type { DensityModel } from '../protocol/kmeans';

/** Where rows that were not clustered belong. */
export interface PlacedDense {
  /** −1 for noise. */
  readonly labels: Int32Array;
  /** Of `hdbscan`; else null. */
  readonly strengths: Float32Array | null;
}

/** Gives rows their place among dense regions, part by part: see {@link DensityModel}. */
export class DensePlaces {
  readonly #model: DensityModel;
  readonly #dims: number;
  readonly #tree: KdTree;

  constructor(model: DensityModel, dims: number) {
    this.#model = model;
    this.#dims = dims;
    this.#tree = new KdTree(model.points, model.labels.length, dims);
  }

  place(data: Float32Array, rows: number): PlacedDense {
    return this.#model.reach ? this.#byReach(data, rows, this.#model.reach) : this.#byNearest(data, rows);
  }

  #byNearest(data: Float32Array, rows: number): PlacedDense {
    const { labels, epsilon } = this.#model;
    const near = neighbours(1);
    const most = epsilon === undefined ? Infinity : epsilon * epsilon;
    const placed = Int32Array.from({ length: rows }, (_, row) => {
      this.#tree.nearest(data, row * this.#dims, near);
      return near.count > 0 && near.squares[0]! <= most ? labels[near.rows[0]!]! : -1;
    });
    return { labels: placed, strengths: null };
  }

  /**
   * The approximate prediction of McInnes & Healy's HDBSCAN: of the 2 × minPoints nearest rows the one nearest by mutual reachability, whose cluster takes the
   * row if it comes before the cluster does when the distances grow. All else stays as it was, which a clustering anew would not leave so.
   */
  #byReach(
    data: Float32Array,
    rows: number,
    { minPoints, coreDistances, births, deaths }: NonNullable<DensityModel['reach']>,
  ): PlacedDense {
    const near = neighbours(Math.min(2 * minPoints, coreDistances.length));
    const placed = new Int32Array(rows).fill(-1);
    const strengths = new Float32Array(rows);
    for (let row = 0; row < rows; row++) {
      this.#tree.nearest(data, row * this.#dims, near);
      if (near.count === 0) continue;
      const own = Math.sqrt(near.squares[Math.min(minPoints, near.count) - 1]!);
      let best = -1;
      let distance = Infinity;
      for (let at = 0; at < near.count; at++) {
        const reach = Math.max(own, coreDistances[near.rows[at]!]!, Math.sqrt(near.squares[at]!));
        if (reach >= distance) continue;
        distance = reach;
        best = near.rows[at]!;
      }
      const label = this.#model.labels[best]!;
      const lambda = 1 / distance;
      if (label < 0 || lambda < births[label]!) continue;
      placed[row] = label;
      strengths[row] = Math.min(lambda, deaths[label]!) / deaths[label]!;
    }
    return { labels: placed, strengths };
  }
}
