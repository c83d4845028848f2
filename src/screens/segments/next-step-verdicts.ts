import type { NextStepFigures } from '../../../workers/protocol/sequences';
import { judgementOfDifference, judgementOfLead } from './predictions/judgement';

type Field = NextStepFigures['field'];

/** What the network is ahead of a Markov chain about, what within chance, and what behind. */
interface Verdicts {
  readonly beats: readonly Field[];
  readonly level: readonly Field[];
  readonly loses: readonly Field[];
}

/** By how often each is right; or why that cannot be said. */
export type NextStepVerdicts = { readonly none: 'untested' | 'few-users' } | ({ readonly none: null } & Verdicts);

/** @param validated on users that the network did not learn from: of others it says nothing */
export function nextStepVerdicts(figures: readonly NextStepFigures[], validated: boolean): NextStepVerdicts {
  if (!validated) return { none: 'untested' };
  if (figures.some(({ low, high }) => low === null || high === null)) return { none: 'few-users' };
  return { none: null, ...grouped(figures, ({ low, high }) => judgementOfLead({ low: low!, high: high! })) };
}

/** By how much what comes surprises each; null where that was not tested, as in what an earlier version kept. */
export function surpriseVerdicts(figures: readonly NextStepFigures[], validated: boolean): Verdicts | null {
  if (!validated || figures.some(({ lossLow, lossHigh }) => typeof lossLow !== 'number' || typeof lossHigh !== 'number')) return null;
  return grouped(figures, ({ lossLow, lossHigh }) => judgementOfDifference({ low: lossLow!, high: lossHigh! }));
}

function grouped(figures: readonly NextStepFigures[], of: (row: NextStepFigures) => keyof Verdicts): Verdicts {
  const judged = (as: keyof Verdicts) => figures.filter((row) => of(row) === as).map(({ field }) => field);
  return { beats: judged('beats'), level: judged('level'), loses: judged('loses') };
}
