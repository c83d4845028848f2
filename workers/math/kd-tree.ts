import { squaredDistance } from './distance';

/** Rows of a leaf: below, comparing boxes costs more than it leaves out. */
const LEAF = 24;

/** The nearest rows to a point, the nearest first. */
export interface Neighbours {
  /** Of them how many were found: fewer than asked for where there are not so many rows. */
  count: number;
  readonly rows: Int32Array;
  /** Squared Euclidean distances. */
  readonly squares: Float64Array;
}

/**
 * A k-d tree (Bentley 1975) over rows × dims values, row-major: halves at the median of the widest dimension, with the bounding box of each half, so that a
 * search leaves out every half whose box is too far. In many dimensions hardly any is, and a search costs about as much as computing every distance.
 */
export class KdTree {
  readonly #dims: number;
  /** The rows in the order of the leaves, and their values. */
  readonly #order: Int32Array;
  readonly #values: Float32Array;
  /** By node, in preorder: rows [from, to) and the second half; 0 for a leaf. The first half is the next node. */
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #second: number[] = [];
  /** Lower and then upper bounds, 2 × dims a node. */
  readonly #boxes: number[] = [];
  readonly #query: Float64Array;

  constructor(data: Float32Array, rows: number, dims: number) {
    this.#dims = dims;
    this.#order = Int32Array.from({ length: rows }, (_, row) => row);
    this.#query = new Float64Array(dims);
    if (rows > 0) this.#split(data, 0, rows);
    this.#values = new Float32Array(rows * dims);
    this.#order.forEach((row, at) => this.#values.set(data.subarray(row * dims, (row + 1) * dims), at * dims));
  }

  /** Visits, in no order, every row whose squared distance to the `dims` values at `at` of `points` is at most `square`. */
  within(points: ArrayLike<number>, at: number, square: number, visit: (row: number, square: number) => void): void {
    const query = this.#aim(points, at);
    const dims = this.#dims;
    const search = (node: number): void => {
      if (this.#boxSquare(node) > square) return;
      const second = this.#second[node]!;
      if (second > 0) {
        search(node + 1);
        search(second);
        return;
      }
      for (let i = this.#from[node]!; i < this.#to[node]!; i++) {
        const d2 = squaredDistance(this.#values, i * dims, query, 0, dims);
        if (d2 <= square) visit(this.#order[i]!, d2);
      }
    };
    if (this.#order.length > 0) search(0);
  }

  /** The rows nearest to the `dims` values at `at` of `points`, as many as `into` has room for; of equally far ones the lower rows. */
  nearest(points: ArrayLike<number>, at: number, into: Neighbours): void {
    const query = this.#aim(points, at);
    const dims = this.#dims;
    const { rows, squares } = into;
    const room = rows.length;
    into.count = 0;
    const search = (node: number, box: number): void => {
      if (into.count === room && box > squares[room - 1]!) return;
      const second = this.#second[node]!;
      if (second > 0) {
        const [a, b] = [this.#boxSquare(node + 1), this.#boxSquare(second)];
        search(a <= b ? node + 1 : second, Math.min(a, b));
        search(a <= b ? second : node + 1, Math.max(a, b));
        return;
      }
      for (let i = this.#from[node]!; i < this.#to[node]!; i++) {
        insert(into, this.#order[i]!, squaredDistance(this.#values, i * dims, query, 0, dims));
      }
    };
    if (this.#order.length > 0 && room > 0) search(0, 0);
  }

  #aim(points: ArrayLike<number>, at: number): Float64Array {
    for (let d = 0; d < this.#dims; d++) this.#query[d] = points[at + d]!;
    return this.#query;
  }

  /** Squared distance of the query to the node's box. */
  #boxSquare(node: number): number {
    const dims = this.#dims;
    const query = this.#query;
    const boxes = this.#boxes;
    let sum = 0;
    for (let d = 0, low = 2 * dims * node, high = low + dims; d < dims; d++, low++, high++) {
      const x = query[d]!;
      const e = x < boxes[low]! ? boxes[low]! - x : x > boxes[high]! ? x - boxes[high]! : 0;
      sum += e * e;
    }
    return sum;
  }

  #split(data: Float32Array, from: number, to: number): void {
    const dims = this.#dims;
    const node = this.#from.length;
    this.#from.push(from);
    this.#to.push(to);
    this.#second.push(0);
    let widest = 0;
    let width = 0;
    const lows: number[] = [];
    const highs: number[] = [];
    for (let d = 0; d < dims; d++) {
      let low = Infinity;
      let high = -Infinity;
      for (let i = from; i < to; i++) {
        const x = data[this.#order[i]! * dims + d]!;
        if (x < low) low = x;
        if (x > high) high = x;
      }
      lows.push(low);
      highs.push(high);
      if (high - low > width) {
        width = high - low;
        widest = d;
      }
    }
    this.#boxes.push(...lows, ...highs);
    if (to - from <= LEAF || width === 0) return;
    const middle = (from + to) >> 1;
    const value = (row: number) => data[row * dims + widest]!;
    this.#order.subarray(from, to).sort((a, b) => value(a) - value(b) || a - b);
    this.#split(data, from, middle);
    this.#second[node] = this.#from.length;
    this.#split(data, middle, to);
  }
}

/** Room for so many neighbours, to be used for one search after another. */
export function neighbours(count: number): Neighbours {
  return { count: 0, rows: new Int32Array(count), squares: new Float64Array(count) };
}

function insert(into: Neighbours, row: number, square: number): void {
  const { rows, squares } = into;
  let at = into.count;
  if (at === rows.length) {
    if (!isBefore(square, row, squares[at - 1]!, rows[at - 1]!)) return;
    at--;
  } else into.count++;
  while (at > 0 && isBefore(square, row, squares[at - 1]!, rows[at - 1]!)) {
    squares[at] = squares[at - 1]!;
    rows[at] = rows[at - 1]!;
    at--;
  }
  squares[at] = square;
  rows[at] = row;
}

const isBefore = (square: number, row: number, other: number, otherRow: number) => square < other || (square === other && row < otherRow);
