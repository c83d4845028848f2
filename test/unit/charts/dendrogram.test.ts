import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutHeight, layout, type DendrogramData } from '../../../src/charts/dendrogram';
import { cutAt, cutInto, heightRange } from '../../../src/charts/tree-cut';

/** A hierarchy by chance over m clusters, cut into k. */
const trees: fc.Arbitrary<DendrogramData> = fc.integer({ min: 2, max: 30 }).chain((m) =>
  fc
    .record({
      picks: fc.array(fc.tuple(fc.nat(1e6), fc.nat(1e6)), { minLength: m - 1, maxLength: m - 1 }),
      k: fc.integer({ min: 2, max: m }),
    })
    .map(({ picks, k }) => {
      const open = Array.from({ length: m }, (_, i) => i);
      const left: number[] = [];
      const right: number[] = [];
      const members: number[][] = open.map((i) => [i]);
      const segments = new Array<number>(m).fill(0);
      picks.forEach(([a, b], i) => {
        if (open.length === k) open.forEach((cluster, segment) => members[cluster]!.forEach((leaf) => (segments[leaf] = segment)));
        const [one] = open.splice(a % open.length, 1) as [number];
        const [other] = open.splice(b % open.length, 1) as [number];
        left.push(one);
        right.push(other);
        members.push([...members[one]!, ...members[other]!]);
        open.push(m + i);
      });
      return { sizes: segments.map((_, i) => i + 1), segments, left, right, heights: picks.map((_, i) => i + 1), k };
    }),
);

describe('a dendrogram', () => {
  it('places every cluster once, and the clusters of each merge side by side', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const { order, brackets } = layout(tree);
        const m = tree.sizes.length;
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: m }, (_, i) => i));
        const members = Array.from({ length: m }, (_, i) => [i]);
        tree.left.forEach((one, i) => {
          const joined = [...members[one]!, ...members[tree.right[i]!]!];
          members.push(joined);
          const places = joined.map((cluster) => order.indexOf(cluster)).sort((a, b) => a - b);
          expect(places.at(-1)! - places[0]!).toBe(joined.length - 1);
          const { from, to, height, fromHeight, toHeight, segment } = brackets[i]!;
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThanOrEqual(places[0]!);
          expect(to).toBeLessThanOrEqual(places.at(-1)!);
          expect(Math.max(fromHeight, toHeight)).toBeLessThan(height);
          const segments = new Set(joined.map((cluster) => tree.segments[cluster]));
          expect(segment === null).toBe(segments.size > 1);
        });
      }),
    );
  });

  it('is cut where as many lines stand as there are segments', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const cut = cutHeight(tree);
        const { brackets } = layout(tree);
        const crossed = brackets.flatMap(({ height, fromHeight, toHeight }) =>
          [fromHeight, toHeight].filter((low) => low < cut && height > cut),
        );
        expect(crossed).toHaveLength(tree.k);
      }),
    );
  });
});

describe('a line across the tree', () => {
  const cuts = fc.tuple(trees, fc.nat(1000), fc.nat(1000), fc.double({ min: -2, max: 60, noNaN: true })).map(([tree, a, b, height]) => {
    const ks = [2 + (a % (tree.sizes.length - 1)), 2 + (b % (tree.sizes.length - 1))];
    return { tree, range: { least: Math.min(...ks), most: Math.max(...ks) }, height };
  });
  /** Clusters below a line, each counted by the merge that it hangs from, as the picture shows them. */
  const hanging = (tree: DendrogramData, height: number) =>
    layout(tree).brackets.flatMap((bracket) =>
      [bracket.fromHeight, bracket.toHeight].filter((low) => low <= height && bracket.height > height),
    ).length;

  it('cuts as many branches as it says, at the height asked for or the nearest that is allowed', () => {
    fc.assert(
      fc.property(cuts, ({ tree, range, height }) => {
        const cut = cutAt(tree, range, height);
        const [floor, ceiling] = heightRange(tree, range);
        expect(cut.height).toBe(Math.min(ceiling, Math.max(floor, height)));
        expect(cut.k).toBeGreaterThanOrEqual(range.least);
        expect(cut.k).toBeLessThanOrEqual(range.most);
        // At the ceiling itself the merge there is not kept: the line is drawn on it.
        if (cut.height < ceiling) expect(hanging(tree, cut.height)).toBe(cut.k);
      }),
    );
  });

  it('goes by keys to the middle between two merges, where it cuts the number asked for', () => {
    fc.assert(
      fc.property(cuts, fc.integer({ min: -3, max: 40 }), ({ tree, range }, k) => {
        const cut = cutInto(tree, range, k);
        expect(cut.k).toBe(Math.min(range.most, Math.max(range.least, k)));
        expect(cutAt(tree, range, cut.height)).toEqual(cut);
      }),
    );
  });
});
