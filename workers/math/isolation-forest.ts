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
  private readonly trees: readonly Tree[];
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
    this.trees = Array.from({ length: trees }, () => {
      const tree = new Tree();
      grow(tree, this.points, columns, drawRows(rows, size, rng), depth, rng);
      return tree;
    });
  }

  /** 2^(−mean path / c(sample)), in (0, 1): near 1 for what stands apart, about ½ or less for what does not. NaN of a forest on nothing. */
  score(point: ArrayLike<number>): number {
    if (this.columns === 0 || this.points.length === 0) return NaN;
    let sum = 0;
    for (const tree of this.trees) sum += tree.path(point);
    // One row alone is as usual as can be.
    return this.usual === 0 ? 0.5 : 2 ** (-sum / this.trees.length / this.usual);
  }
}

/** c(n): mean path of an unsuccessful search in a binary tree of n rows, 2H(n − 1) − 2(n − 1)/n. */
export function averagePath(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + GAMMA) - (2 * (n - 1)) / n;
}

/** Nodes as columns: a leaf has column −1 and the path length that its rows have from the root. */
class Tree {
  readonly column: number[] = [];
  readonly at: number[] = [];
  readonly left: number[] = [];
  readonly right: number[] = [];

  add(column: number, at: number): number {
    this.left.push(-1);
    this.right.push(-1);
    this.at.push(at);
    return this.column.push(column) - 1;
  }

  path(point: ArrayLike<number>): number {
    let node = 0;
    while (this.column[node]! >= 0) node = point[this.column[node]!]! < this.at[node]! ? this.left[node]! : this.right[node]!;
    return this.at[node]!;
  }
}

function grow(tree: Tree, points: Float64Array, columns: number, rows: Uint32Array, left: number, rng: Random, depth = 0): number {
  const split = rows.length > 1 && left > 0 ? drawSplit(points, columns, rows, rng) : null;
  if (split === null) return tree.add(-1, depth + averagePath(rows.length));
  const node = tree.add(split.column, split.at);
  const below = (row: number) => points[row * columns + split.column]! < split.at;
  tree.left[node] = grow(tree, points, columns, rows.filter(below), left - 1, rng, depth + 1);
  tree.right[node] = grow(
    tree,
    points,
    columns,
    rows.filter((row) => !below(row)),
    left - 1,
    rng,
    depth + 1,
  );
  return node;
}

/** A column that varies, and a place in (low, high] of it, so that both sides have rows; null where none varies. */
function drawSplit(points: Float64Array, columns: number, rows: Uint32Array, rng: Random): { column: number; at: number } | null {
  const varying: { column: number; low: number; high: number }[] = [];
  for (let column = 0; column < columns; column++) {
    let low = Infinity;
    let high = -Infinity;
    for (const row of rows) {
      const value = points[row * columns + column]!;
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
