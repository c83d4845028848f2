import type { Comparison } from '../../../../workers/protocol/outcomes';
import type { BackTestFigures, ErrorBeside } from '../../../../workers/protocol/predictions';

export type Judgement = 'beats' | 'mixed' | 'level' | 'loses';

/** −1 where the whole interval speaks for the model, 1 where it speaks for the baseline, 0 where it cannot tell. */
const side = ({ low, high }: Pick<ErrorBeside, 'low' | 'high'>): number => (high < 0 ? -1 : low > 0 ? 1 : 0);

/** Whether a model beats its baseline, by the intervals of both its errors. */
export const judgementOf = ({ mae, rmse }: BackTestFigures): Judgement => judged([side(mae), side(rmse)]);

/** The same of probabilities: log loss is better when it is lower, the area under the curve when it is higher. */
export const judgementOfProbabilities = ({ logLoss, auc }: Comparison['differences']): Judgement => judged([side(logLoss), -side(auc)]);

/** @param sides by figure: −1 where it speaks for the model, 1 for the baseline, 0 where it cannot tell */
function judged(sides: readonly number[]): Judgement {
  const better = sides.includes(-1);
  const worse = sides.includes(1);
  if (better) return worse ? 'mixed' : 'beats';
  return worse ? 'loses' : 'level';
}
