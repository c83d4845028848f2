import { cutHeight, topHeight, type DendrogramData } from './dendrogram';

type Tree = Pick<DendrogramData, 'heights'>;

/** Numbers of clusters that a tree may be cut into. */
export interface CutRange {
  readonly least: number;
  readonly most: number;
}

/** A line across the tree, and the clusters that hang below it. */
export interface TreeCut {
  readonly height: number;
  readonly k: number;
}

/** Where the line may go, from the last merge that is kept at the most clusters to the first that is not at the least. */
export function heightRange({ heights }: Tree, { least, most }: CutRange): readonly [floor: number, ceiling: number] {
  const clusters = heights.length + 1;
  return [heights[clusters - most - 1] ?? 0, heights[clusters - least] ?? topHeight({ heights })];
}

/** The cut at a height, or at the nearest height where the line may go. Merges at the height of the line are kept. */
export function cutAt(tree: Tree, range: CutRange, height: number): TreeCut {
  const [floor, ceiling] = heightRange(tree, range);
  const within = Math.min(ceiling, Math.max(floor, height));
  const k = 1 + tree.heights.filter((merge) => merge > within).length;
  return { height: within, k: Math.min(range.most, Math.max(range.least, k)) };
}

/** The cut into k clusters, or as many as there may be, midway between two merges. */
export function cutInto({ heights }: Tree, { least, most }: CutRange, k: number): TreeCut {
  const allowed = Math.min(most, Math.max(least, k));
  return { height: cutHeight({ heights, k: allowed }), k: allowed };
}
