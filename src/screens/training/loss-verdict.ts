import type { TFunction } from 'i18next';
import { isSequenceEncoder, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { NEGLIGIBLE_LOSS, type TrainingReport } from '../../../workers/protocol/model';
import type { Format } from '../../i18n/format';
import { lossMeasure } from '../../charts/loss-measure';
import { judgementOfDifference } from '../segments/predictions/judgement';
import { lossOf } from './loss-of';

/**
 * Whether an encoder loses less than its baseline, or why that cannot be said: `nothing` where the baseline restores all, since the code is as wide as the features or
 * as what differs in them; `unknown` of what an earlier version kept.
 */
export type LossVerdict = ReturnType<typeof judgementOfDifference> | 'nothing' | 'few-users' | 'untested' | 'unknown';

export function lossVerdict({
  validationUsers,
  baselineLoss,
  difference,
}: Pick<TrainingReport, 'validationUsers' | 'baselineLoss' | 'difference'>): LossVerdict {
  // What restores all cannot be beaten, but one can fall behind it by more than rounding.
  const behind = (difference?.low ?? 0) > NEGLIGIBLE_LOSS;
  if (baselineLoss !== null && baselineLoss <= NEGLIGIBLE_LOSS && !behind) return 'nothing';
  if (validationUsers === 0) return 'untested';
  if (!difference) return 'unknown';
  const { low, high } = difference;
  return low === null || high === null ? 'few-users' : judgementOfDifference({ low, high });
}

/** The difference of the two losses with its interval, as far as there are any; null where there is nothing to tell. */
export function lossDifference({ difference }: Pick<TrainingReport, 'difference'>, t: TFunction, format: Format): string | null {
  if (!difference) return null;
  const { value, low, high } = difference;
  const told = format.significant(value);
  if (low === null || high === null) return told;
  return t('training.against.interval', { difference: told, low: format.significant(low), high: format.significant(high) });
}

/** What is said of an autoencoder beside the principal components that it has to beat: the verdict, and on what figures it rests. */
export interface AgainstBaseline {
  readonly verdict: LossVerdict;
  readonly said: string;
  /** Empty where no users tested it, or it has nothing to beat. */
  readonly basis: string;
}

/** @returns null of a network that reads events in order, which stands beside a Markov chain instead */
export function againstBaseline(
  training: TrainingReport,
  kind: EncoderRecipe['kind'],
  t: TFunction,
  format: Format,
): AgainstBaseline | null {
  const { baselineLoss, validationUsers, joint } = training;
  if (baselineLoss === null || isSequenceEncoder(kind)) return null;
  const verdict = lossVerdict(training);
  const measure = lossMeasure(kind) === 'priced' ? 'priced' : 'error';
  const method = t(`training.against.method.${measure}`);
  const difference = verdict === 'nothing' ? null : lossDifference(training, t, format);
  const figures = t(`training.against.${difference === null ? 'figures' : 'figuresDiffer'}`, {
    measure: t(`training.against.measure.${measure}`),
    loss: format.significant(lossOf(training)),
    baseline: format.significant(baselineLoss),
    difference,
  });
  const encoder = kind === 'fused' ? 'joining' : 'alone';
  const judged = t(`training.against.verdict.${verdict === 'loses' ? (`loses.${joint ? 'together' : measure}` as const) : verdict}`, {
    method,
    starting: t(`training.against.encoder.${encoder}.starting`),
    within: t(`training.against.encoder.${encoder}.within`),
    restored: t(`training.against.encoder.${encoder}.restored`),
    count: validationUsers,
  });
  return {
    verdict,
    said: format.sentences([judged, figures]),
    basis: format.sentences([
      basisOf(verdict, training, t, format),
      measure === 'priced' && difference !== null ? t('training.against.drawn') : '',
    ]),
  };
}

/** On whom a verdict rests. Training together with segments keeps its last round, whatever it loses; of few users there is no interval. */
function basisOf(verdict: LossVerdict, { validationUsers, joint }: TrainingReport, t: TFunction, format: Format): string {
  const users = format.number(validationUsers);
  switch (verdict) {
    case 'nothing':
    case 'untested':
    case 'unknown':
      return '';
    case 'few-users':
      return t(`training.against.${joint ? 'basisFewJoint' : 'basisFew'}`, { count: validationUsers, users });
    default:
      return t(`training.against.${joint ? 'basisJoint' : 'basis'}`, { users });
  }
}
