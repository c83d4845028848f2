import type { NextStepFigures } from '../../../workers/protocol/sequences';
import { judgementOfLead } from './predictions/judgement';

type Field = NextStepFigures['field'];

/** What the network is ahead of a Markov chain about, what within chance, what behind; or why that cannot be said. */
export type NextStepVerdicts =
  | { readonly none: 'untested' | 'few-users' }
  | { readonly none: null; readonly beats: readonly Field[]; readonly level: readonly Field[]; readonly loses: readonly Field[] };

/** @param validated on users that the network did not learn from: of others it says nothing */
export function nextStepVerdicts(figures: readonly NextStepFigures[], validated: boolean): NextStepVerdicts {
  if (!validated) return { none: 'untested' };
  if (figures.some(({ low, high }) => low === null || high === null)) return { none: 'few-users' };
  const judged = (as: ReturnType<typeof judgementOfLead>) =>
    figures.filter(({ low, high }) => judgementOfLead({ low: low!, high: high! }) === as).map(({ field }) => field);
  return { none: null, beats: judged('beats'), level: judged('level'), loses: judged('loses') };
}
