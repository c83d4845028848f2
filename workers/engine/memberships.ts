import { memberships, mostProbable } from '../cluster';
import type { UserColumn } from '../export';
import type { ExportWords, UserRow } from '../protocol/engine';
import type { RunState } from './run';

type Clustered = Pick<RunState, 'embedding' | 'segmentation' | 'numbers'>;

/** Probability of the own component of a mixture, or how firmly the user belongs to a dense region, by row; undefined where the segments are neither. */
export function ownShares({ embedding, segmentation }: Clustered): Float64Array | undefined {
  const { mixture, strengths } = segmentation;
  if (strengths) return Float64Array.from(strengths);
  return mixture && mostProbable(embedding.data, embedding.users, embedding.dims, mixture).probabilities;
}

/** Probability of each segment of a mixture for the user of a row, the most probable first. */
export function membershipsView(run: Clustered, row: number): Pick<UserRow, 'memberships'> {
  const shares = sharesOf(run, row);
  if (!shares) return {};
  const all = Array.from(shares, (share, label) => ({ segment: run.numbers[label]!, share }));
  return { memberships: all.sort((a, b) => b.share - a.share) };
}

/**
 * Columns of an export of users, by row, where the segments are a mixture; none where they are not: the segment that is most probable beside the own
 * (`second_segment`, counted from 1, and `second_name`), its probability (`second_probability`), and that of every segment (`p_segment_1` and on).
 */
export function membershipColumns(run: Clustered, names: ExportWords['names']): readonly UserColumn[] {
  const { segmentation, numbers } = run;
  if (!segmentation.mixture) return [];
  // All columns of a row are asked for one after the other.
  let known: { row: number; shares: Float64Array; second: number } = { row: -1, shares: new Float64Array(0), second: -1 };
  const of = (row: number) => {
    if (known.row === row) return known;
    const shares = sharesOf(run, row)!;
    const own = segmentation.labels[row]!;
    let second = -1;
    for (let label = 0; label < shares.length; label++) {
      if (label !== own && (second < 0 || shares[label]! > shares[second]!)) second = label;
    }
    return (known = { row, shares, second });
  };
  const number = (row: number) => numbers[of(row).second]!;
  const byNumber = Array.from(numbers.keys()).sort((a, b) => numbers[a]! - numbers[b]!);
  return [
    { id: 'second_segment', value: (row) => number(row) + 1 },
    { id: 'second_name', value: (row) => names[number(row)] ?? null },
    { id: 'second_probability', value: (row) => of(row).shares[of(row).second]! },
    ...byNumber.map((label) => ({ id: `p_segment_${numbers[label]! + 1}`, value: (row: number) => of(row).shares[label]! })),
  ];
}

function sharesOf({ embedding: { dims, data }, segmentation: { mixture } }: Clustered, row: number): Float64Array | null {
  return mixture ? memberships(data.subarray(row * dims, (row + 1) * dims), 1, dims, mixture).shares : null;
}
