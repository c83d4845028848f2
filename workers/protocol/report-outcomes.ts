import * as v from 'valibot';
import { CLASSIFIERS, FITTED_CLASSIFIERS, NO_CODE, OUTCOME_KINDS } from './outcomes';
import { ENCODER_KINDS } from './encoder-recipe';
import { NextStep } from './report-sequences';
import { VALUE_MODELS } from './values';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figure = v.number();
const maybe = v.nullable(figure);

const Difference = v.strictObject({ value: figure, low: figure, high: figure });
const Classifier = v.strictObject({
  id: v.picklist(CLASSIFIERS),
  auc: figure,
  averagePrecision: figure,
  logLoss: figure,
  brier: figure,
  called: v.nullable(v.strictObject({ threshold: figure, precision: figure, recall: figure, f1: figure })),
  tenths: v.nullable(v.array(v.strictObject({ users: count, predicted: figure, actual: figure }))),
});
const EXPECTED = { users: count, mean: maybe };

const Prediction = v.strictObject({
  test: v.strictObject({ users: count, rate: figure }),
  training: v.strictObject({ rows: count, validationRows: count }),
  classifiers: v.array(Classifier),
  comparisons: v.array(
    v.strictObject({
      model: v.picklist(CLASSIFIERS),
      baseline: v.picklist(CLASSIFIERS),
      differences: v.strictObject({ auc: Difference, averagePrecision: Difference, logLoss: Difference, brier: Difference }),
    }),
  ),
  resamples: count,
  used: v.picklist(FITTED_CLASSIFIERS),
  all: v.strictObject(EXPECTED),
  segments: v.array(v.strictObject({ id: count, ...EXPECTED })),
});

const NoOutcome = v.variant('reason', [
  v.strictObject({ reason: v.literal('no-purchases') }),
  v.strictObject({
    reason: v.literal('few-users'),
    where: v.picklist(['training', 'test']),
    happened: count,
    not: count,
    needed: count,
  }),
]);

const Outcome = v.union([
  v.strictObject({ kind: v.picklist(OUTCOME_KINDS), none: NoOutcome, prediction: v.null() }),
  v.strictObject({ kind: v.picklist(OUTCOME_KINDS), none: v.null(), prediction: Prediction }),
]);

const MONEY = { users: count, value: figure, classical: maybe };

const Value = v.strictObject({
  test: v.strictObject({ users: count, buyers: count, actual: figure }),
  training: v.strictObject({ rows: count, validationRows: count }),
  chance: v.picklist(CLASSIFIERS),
  models: v.array(
    v.strictObject({
      id: v.picklist(VALUE_MODELS),
      mae: figure,
      rmse: figure,
      r2: figure,
      rank: figure,
      total: figure,
      tenths: v.array(v.strictObject({ users: count, predicted: figure, actual: figure })),
    }),
  ),
  comparisons: v.array(
    v.strictObject({
      baseline: v.picklist(VALUE_MODELS),
      differences: v.strictObject({ mae: Difference, rmse: Difference, r2: Difference, rank: Difference }),
    }),
  ),
  resamples: count,
  all: v.strictObject(MONEY),
  segments: v.array(v.strictObject({ id: count, ...MONEY })),
});

const NoValue = v.union([NoOutcome, v.strictObject({ reason: v.literal('no-values') })]);

const None = v.variant('reason', [
  v.strictObject({ reason: v.picklist(['timeless', 'no-features']) }),
  v.strictObject({ reason: v.literal('too-short'), days: count, needed: count }),
]);

/** `outcomes` of the run report: whether users will buy or stay away, or why that cannot be said; the fields are those of protocol/outcomes.ts. */
export const ReportedOutcomes = v.union([
  v.strictObject({ none: None, prediction: v.null() }),
  v.strictObject({
    none: v.null(),
    prediction: v.strictObject({
      horizonDays: count,
      horizons: v.array(count),
      end: figure,
      testFrom: figure,
      testTo: figure,
      cutoffs: v.array(figure),
      features: count,
      encoded: v.nullable(
        v.strictObject({ kind: v.picklist(ENCODER_KINDS), dims: count, until: figure, nextStep: v.nullable(v.array(NextStep)) }),
      ),
      uncoded: v.optional(v.nullable(v.picklist(NO_CODE))),
      sampledUsers: v.nullable(count),
      outcomes: v.array(Outcome),
      value: v.union([v.strictObject({ none: NoValue, prediction: v.null() }), v.strictObject({ none: v.null(), prediction: Value })]),
    }),
  }),
]);
