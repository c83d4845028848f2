import type { CategoriesPrediction } from '../../../../workers/protocol/categories';
import type { Comparison } from '../../../../workers/protocol/outcomes';
import type { BackTestFigures, FigureBeside } from '../../../../workers/protocol/predictions';
import type { ValueComparison } from '../../../../workers/protocol/values';

export type Judgement = 'beats' | 'mixed' | 'level' | 'loses';

/** −1 where the whole interval speaks for the model, 1 where it speaks for the baseline, 0 where it cannot tell. */
const side = ({ low, high }: Pick<FigureBeside, 'low' | 'high'>): number => (high < 0 ? -1 : low > 0 ? 1 : 0);

/** Whether a model beats its baseline, by the intervals of both its errors. */
export const judgementOf = ({ mae, rmse }: Pick<BackTestFigures, 'mae' | 'rmse'>): Judgement => judged([side(mae), side(rmse)]);

/** The same of probabilities: log loss is better when it is lower, the area under the curve when it is higher. */
export const judgementOfProbabilities = ({ logLoss, auc }: Comparison['differences']): Judgement => judged([side(logLoss), -side(auc)]);

/** The same of shares that are right: both are better when they are higher. */
export const judgementOfAccuracy = ({ accuracy1, accuracy3 }: CategoriesPrediction['differences']): Judgement =>
  judged([-side(accuracy1), -side(accuracy3)]);

/** The same of amounts: the squared error is that of an expected value, which it keeps small, and is better when it is lower; the rank correlation when it is higher. */
export const judgementOfValue = ({ rmse, rank }: ValueComparison['differences']): Judgement => judged([side(rmse), -side(rank)]);

/** The same of one error. */
export const judgementOfDifference = (difference: Pick<FigureBeside, 'low' | 'high'>): Exclude<Judgement, 'mixed'> => {
  const which = side(difference);
  return which < 0 ? 'beats' : which > 0 ? 'loses' : 'level';
};

/** The same of one share that is right: how far the model is ahead of its baseline. */
export const judgementOfLead = ({ low, high }: Pick<FigureBeside, 'low' | 'high'>): ReturnType<typeof judgementOfDifference> =>
  judgementOfDifference({ low: -high, high: -low });

/** @param sides by figure: −1 where it speaks for the model, 1 for the baseline, 0 where it cannot tell */
function judged(sides: readonly number[]): Judgement {
  const better = sides.includes(-1);
  const worse = sides.includes(1);
  if (better) return worse ? 'mixed' : 'beats';
  return worse ? 'loses' : 'level';
}
