import type { Transition } from '../protocol/update';
import { explain } from './explain';
import { flowsAround, returnRate } from './flows-around';
import type { SegmentRows } from './join';
import { numbered } from './numbered';
import { LEAST_USERS, presenceChanges } from './presence';

export interface WindowTransition {
  /** Index of the first window in the new state. */
  readonly window: number;
  /** Never `survives`. Segment numbers. */
  readonly transition: Transition;
}

/** Windows before a change from which a segment's usual rate of return is taken. */
const USUAL_WINDOWS = 4;

/**
 * What became of the segments along the timeline, as a list short enough to be read.
 *
 * Users are assigned anew in every window, and some change segment by noise alone: MONIC between each window and the next would find splits and
 * absorptions in every one. Therefore a window is reported only where a segment came or went ({@link presenceChanges}: share of the active users
 * against the state over the reference windows, significant, lasting), and the users' ways around that window say which kind of
 * transition it was ({@link explain}). Users who move between segments that stay are migration, and segments that merely grow or shrink are a change
 * of share; neither is a transition.
 *
 * Only complete windows with at least 30 active users are looked at: a holiday without data, a partial month and a shop's first days raise nothing.
 * Where there is no reference there is nothing to compare with, and the list is empty.
 *
 * @param maps users and labels by window
 * @param windows the same windows
 * @param reference indices of the reference windows
 * @param segments k, the labels being 0 … k − 1
 * @param numbers segment number by label
 * @returns in order of time
 */
export function windowTransitions(
  maps: readonly SegmentRows[],
  windows: readonly { readonly complete: boolean }[],
  reference: readonly number[],
  segments: number,
  numbers: readonly number[],
): WindowTransition[] {
  const usable = windows.flatMap(({ complete }, w) => (complete && maps[w]!.users.length >= LEAST_USERS ? [w] : []));
  const rows = usable.map((w) => maps[w]!);
  const counts = rows.map(({ labels }) => countLabels(labels, segments));
  const past = reference.flatMap((w) => (usable.includes(w) ? [usable.indexOf(w)] : []));
  const changes = presenceChanges(counts, past);
  return [...new Set(changes.map(({ window }) => window))].flatMap((at) =>
    explain({
      changes: changes.filter(({ window }) => window === at),
      flows: flowsAround(rows, at, segments),
      usualReturn: usualReturn(rows, at, segments),
      activeUsers: rows[at]!.users.length,
    }).map((transition) => ({ window: usable[at]!, transition: numbered(transition, numbers, numbers) })),
  );
}

/** Mean rate of return by label at the windows before `at`, as far as they do not look at it. */
function usualReturn(rows: readonly SegmentRows[], at: number, segments: number): Float64Array {
  const rates: Float64Array[] = [];
  for (let w = Math.max(1, at - 1 - USUAL_WINDOWS); w < at - 1; w++) {
    const flows = flowsAround(rows, w, segments);
    rates.push(Float64Array.from({ length: segments }, (_, label) => returnRate(flows, label)));
  }
  return Float64Array.from({ length: segments }, (_, label) => {
    const seen = rates.map((rate) => rate[label]!).filter((rate) => !Number.isNaN(rate));
    return seen.reduce((sum, rate) => sum + rate, 0) / seen.length;
  });
}

function countLabels(labels: Int32Array, segments: number): Float64Array {
  const counts = new Float64Array(segments);
  for (const label of labels) if (label >= 0) counts[label]!++;
  return counts;
}
