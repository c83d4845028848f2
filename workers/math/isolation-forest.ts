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

  /**
   * Of each point 2^(−mean path / c(sample)), in (0, 1): near 1 for what stands apart, about ½ or less for what does not. NaN of a forest on nothing.
   *
   * @param points as those of the forest
   */
  scores(points: Float64Array): Float64Array {
    const { nodes, roots, columns, usual } = this;
    const scores = new Float64Array(columns === 0 ? 0 : points.length / columns);
    if (this.points.length === 0) return scores.fill(NaN);
    // Tree by tree, so that a tree is in the processor's cache for all points.
    for (let tree = 0; tree < roots.length; tree++) nodes.addPaths(roots[tree]!, points, columns, scores);
    // One row alone is as usual as can be.
    for (let i = 0; i < scores.length; i++) scores[i] = usual === 0 ? 0.5 : 2 ** (-scores[i]! / roots.length / usual);
    return scores;
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

  /** Adds to each point's sum the path that it takes from the root. */
  addPaths(root: number, points: Float64Array, columns: number, sums: Float64Array): void {
    const { column, at, children } = this;
    for (let i = 0, first = 0; i < sums.length; i++, first += columns) {
      let node = root;
      for (let split = column[node]!; split !== LEAF; split = column[node]!)
        node = children[2 * node + Number(points[first + split]! >= at[node]!)]!;
      sums[i]! += at[node]!;
    }
  }
}

/** Grows a tree on `rows` and returns its root. Rearranges them: those of each node lie beside each other. */
function grow(nodes: Nodes, points: Float64Array, columns: number, rows: Uint32Array, left: number, rng: Random, depth = 0): number {
  const split = rows.length > 1 && left > 0 ? drawSplit(points, columns, rows, rng) : null;
  if (split === null) return nodes.add(LEAF, depth + averagePath(rows.length));
  const { column, at } = split;
  const node = nodes.add(column, at);
  let below = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (points[row * columns + column]! >= at) continue;
    rows[i] = rows[below]!;
    rows[below++] = row;
  }
  const first = grow(nodes, points, columns, rows.subarray(0, below), left - 1, rng, depth + 1);
  nodes.join(node, first, grow(nodes, points, columns, rows.subarray(below), left - 1, rng, depth + 1));
  return node;
}

/** A column that varies, and a place in (low, high] of it, so that both sides have rows; null where none varies. */
function drawSplit(points: Float64Array, columns: number, rows: Uint32Array, rng: Random): { column: number; at: number } | null {
  const varying: number[] = [];
  for (let column = 0; column < columns; column++) {
    const first = points[rows[0]! * columns + column]!;
    for (let i = 1; i < rows.length; i++) {
      if (points[rows[i]! * columns + column] === first) continue;
      varying.push(column);
      break;
    }
  }
  if (varying.length === 0) return null;
  const column = varying[rng.int(varying.length)]!;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < rows.length; i++) {
    const value = points[rows[i]! * columns + column]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
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
