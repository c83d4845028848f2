import type { StageId } from '../../../workers/protocol/progress';
import type { RunInfo } from '../../../workers/protocol/runs';

const STAGES: readonly StageId[] = ['read', 'features', 'encode', 'cluster', 'project', 'portray', 'track'];

/** Of the segments; NaN where it is not known of them. */
export const weakest = (shares: readonly number[] | undefined): number => (shares?.length ? Math.min(...shares) : Number.NaN);

/** Seconds in all, and by stage as far as they are known. */
export function timesOf(seconds: RunInfo['seconds']): { readonly total: number; readonly stages: readonly (readonly [StageId, number])[] } {
  const stages = STAGES.flatMap((stage) => (seconds[stage] === undefined ? [] : [[stage, seconds[stage]] as const]));
  return { total: stages.reduce((sum, [, time]) => sum + time, 0), stages };
}
