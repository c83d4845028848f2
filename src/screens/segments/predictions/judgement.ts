import type { CategoriesPrediction } from '../../../../workers/protocol/categories';
import type { Comparison } from '../../../../workers/protocol/outcomes';
import type { BackTestFigures, FigureBeside } from '../../../../workers/protocol/predictions';
import type { ValueComparison } from '../../../../workers/protocol/values';

/**
 * Whether a model beats its baseline on two figures: on both; on one, the other within chance (`partly`) or worse (`mixed`); on neither, both within chance (`level`), one worse
 * and the other within chance (`slips`), or both worse (`loses`).
 */
export type Judgement = 'beats' | 'partly' | 'mixed' | 'level' | 'slips' | 'loses';

/** With the figures by name: `one` speaks for the model, or where none does against it, and `other` is what is left. */
export interface Judged<Figure extends string> {
  readonly judgement: Judgement;
  readonly one: Figure;
  readonly other: Figure;
}

type Interval = Pick<FigureBeside, 'low' | 'high'>;

/** −1 where the whole interval speaks for the model, 1 where it speaks for the baseline, 0 where it cannot tell. */
const side = ({ low, high }: Interval): number => (high < 0 ? -1 : low > 0 ? 1 : 0);

/** By the intervals of both errors. */
export const judgementOf = ({ mae, rmse }: Pick<BackTestFigures, 'mae' | 'rmse'>): Judged<'mae' | 'rmse'> =>
  judged(['rmse', side(rmse)], ['mae', side(mae)]);

/** Of probabilities: log loss is better when it is lower, the area under the curve when it is higher. */
export const judgementOfProbabilities = ({ logLoss, auc }: Comparison['differences']): Judged<'logLoss' | 'auc'> =>
  judged(['logLoss', side(logLoss)], ['auc', -side(auc)]);

/** Of shares that are right: both are better when they are higher. */
export const judgementOfAccuracy = ({ accuracy1, accuracy3 }: CategoriesPrediction['differences']): Judged<'accuracy1' | 'accuracy3'> =>
  judged(['accuracy1', -side(accuracy1)], ['accuracy3', -side(accuracy3)]);

/** Of choices so few that three guesses hold them all, whoever guesses: by the first guess alone; null where there are more. */
export const judgementOfFirstGuess = ({
  choices,
  differences,
}: Pick<CategoriesPrediction, 'choices' | 'differences'>): ReturnType<typeof judgementOfDifference> | null =>
  choices <= 3 ? judgementOfLead(differences.accuracy1) : null;

/** Of amounts: the squared error is that of an expected value, which it keeps small, and is better when it is lower; the rank correlation when it is higher. */
export const judgementOfValue = ({ rmse, rank }: ValueComparison['differences']): Judged<'rmse' | 'rank'> =>
  judged(['rmse', side(rmse)], ['rank', -side(rank)]);

/** Of one error. */
export const judgementOfDifference = (difference: Interval): 'beats' | 'level' | 'loses' => {
  const which = side(difference);
  return which < 0 ? 'beats' : which > 0 ? 'loses' : 'level';
};

/** Of one share that is right: how far the model is ahead of its baseline. */
export const judgementOfLead = ({ low, high }: Interval): ReturnType<typeof judgementOfDifference> =>
  judgementOfDifference({ low: -high, high: -low });

const JUDGEMENTS: Readonly<Record<string, Judgement>> = {
  '-1,-1': 'beats',
  '-1,0': 'partly',
  '-1,1': 'mixed',
  '0,0': 'level',
  '1,0': 'slips',
  '1,1': 'loses',
};

/** @param figures with the side of each: −1 where it speaks for the model, 1 for the baseline, 0 where it cannot tell */
function judged<Figure extends string>(first: readonly [Figure, number], second: readonly [Figure, number]): Judged<Figure> {
  const [[one, side], [other, otherSide]] = `${first[1]},${second[1]}` in JUDGEMENTS ? [first, second] : [second, first];
  return { judgement: JUDGEMENTS[`${side},${otherSide}`]!, one, other };
}
