import { random, shuffle, type Random } from './random';

/** Euler's constant. */
const GAMMA = 0.5772156649015329;

export interface IsolationOptions {
  readonly trees?: number;
  /** Rows that each tree is grown on. */
  readonly sample?: number;
  readonly seed?: number;
}

/**
 * Isolation forest (Liu, Ting & Zhou 2008): trees that split a random sample at random, down to ⌈log₂ sample⌉; a row that few splits set apart is
 * unlike the others. A column that a node's rows share is never split. Values must be finite.
 */
export class IsolationForest {
  private readonly nodes: Nodes;
  private readonly roots: readonly number[];
  private readonly usual: number;

  /**
   * @param points rows × columns, row-major
   */
  constructor(
    private readonly points: Float64Array,
    private readonly columns: number,
    { trees = 100, sample = 256, seed = 1 }: IsolationOptions = {},
  ) {
    const rows = points.length / columns;
    const size = Math.min(sample, rows);
    const depth = Math.ceil(Math.log2(Math.max(2, size)));
    const rng = random(seed, 'isolation-forest');
    this.usual = averagePath(size);
    // Each row a leaf, with a split less than that.
    this.nodes = new Nodes(trees * Math.max(1, 2 * size - 1));
    this.roots = Array.from({ length: trees }, () => grow(this.nodes, this.points, columns, drawRows(rows, size, rng), depth, rng));
  }

  /** 2^(−mean path / c(sample)), in (0, 1): near 1 for what stands apart, about ½ or less for what does not. NaN of a forest on nothing. */
  score(point: ArrayLike<number>): number {
    const { nodes, roots, columns, usual } = this;
    if (columns === 0 || this.points.length === 0) return NaN;
    let sum = 0;
    for (let tree = 0; tree < roots.length; tree++) sum += nodes.path(roots[tree]!, point);
    // One row alone is as usual as can be.
    return usual === 0 ? 0.5 : 2 ** (-sum / roots.length / usual);
  }
}

/** c(n): mean path of an unsuccessful search in a binary tree of n rows, 2H(n − 1) − 2(n − 1)/n. */
export function averagePath(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + GAMMA) - (2 * (n - 1)) / n;
}

const LEAF = -1;

/** Nodes of all trees as columns, in typed arrays, since a score looks at a thousand of them. */
class Nodes {
  private size = 0;
  /** {@link LEAF}, or the column that the node splits. */
  private readonly column: Int32Array;
  /** Where it is split; of a leaf the path length that its rows have from the root. */
  private readonly at: Float64Array;
  /** Of each node that of the rows below the split, and that of the others. Side by side, so that no branch is guessed wrong. */
  private readonly children: Int32Array;

  constructor(most: number) {
    this.column = new Int32Array(most);
    this.at = new Float64Array(most);
    this.children = new Int32Array(2 * most);
  }

  add(column: number, at: number): number {
    this.column[this.size] = column;
    this.at[this.size] = at;
    return this.size++;
  }

  join(node: number, left: number, right: number): void {
    this.children[2 * node] = left;
    this.children[2 * node + 1] = right;
  }

  path(root: number, point: ArrayLike<number>): number {
    const { column, at, children } = this;
    let node = root;
    for (let split = column[node]!; split !== LEAF; split = column[node]!) node = children[2 * node + Number(point[split]! >= at[node]!)]!;
    return at[node]!;
  }
}

function grow(nodes: Nodes, points: Float64Array, columns: number, rows: Uint32Array, left: number, rng: Random, depth = 0): number {
  const split = rows.length > 1 && left > 0 ? drawSplit(points, columns, rows, rng) : null;
  if (split === null) return nodes.add(LEAF, depth + averagePath(rows.length));
  const { column, at } = split;
  const node = nodes.add(column, at);
  const below = new Uint32Array(rows.length);
  const others = new Uint32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (points[row * columns + column]! < at) below[count++] = row;
    else others[i - count] = row;
  }
  const first = grow(nodes, points, columns, below.subarray(0, count), left - 1, rng, depth + 1);
  nodes.join(node, first, grow(nodes, points, columns, others.subarray(0, rows.length - count), left - 1, rng, depth + 1));
  return node;
}

/** A column that varies, and a place in (low, high] of it, so that both sides have rows; null where none varies. */
function drawSplit(points: Float64Array, columns: number, rows: Uint32Array, rng: Random): { column: number; at: number } | null {
  const varying: { column: number; low: number; high: number }[] = [];
  for (let column = 0; column < columns; column++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < rows.length; i++) {
      const value = points[rows[i]! * columns + column]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high > low) varying.push({ column, low, high });
  }
  if (varying.length === 0) return null;
  const { column, low, high } = varying[rng.int(varying.length)]!;
  return { column, at: high - (high - low) * rng.next() };
}

/** `size` of the rows without repetition. */
function drawRows(rows: number, size: number, rng: Random): Uint32Array {
  if (size * 4 > rows) {
    const all = Uint32Array.from({ length: rows }, (_, row) => row);
    shuffle(all, rng);
    return all.slice(0, size);
  }
  const drawn = new Set<number>();
  while (drawn.size < size) drawn.add(rng.int(rows));
  return Uint32Array.from(drawn);
}
