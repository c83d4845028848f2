import type { Timeline } from '../../../../workers/protocol/timeline';

/** Two windows, the earlier first. */
export interface WindowPair {
  readonly from: number;
  readonly to: number;
}

const completeOf = ({ windows }: Pick<Timeline, 'windows'>) => windows.filter(({ complete }) => complete).map(({ index }) => index);

/** The last complete window against the one before; null where there is only one window. */
export function latestPair(timeline: Pick<Timeline, 'windows'>): WindowPair | null {
  const last = timeline.windows.length - 1;
  if (last < 1) return null;
  const to = Math.max(1, completeOf(timeline).at(-1) ?? last);
  return { from: to - 1, to };
}

/** The first complete window against the last; null where there are no two. */
export function endsPair(timeline: Pick<Timeline, 'windows'>): WindowPair | null {
  const complete = completeOf(timeline);
  return complete.length > 1 ? { from: complete[0]!, to: complete.at(-1)! } : null;
}

/** Another window on one side; the other side gives way where the earlier would no longer be the earlier. */
export function withWindow(pair: WindowPair, side: 'from' | 'to', index: number): WindowPair {
  return side === 'from' ? { from: index, to: Math.max(pair.to, index + 1) } : { from: Math.min(pair.from, index - 1), to: index };
}
