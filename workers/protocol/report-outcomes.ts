import * as v from 'valibot';
import { CLASSIFIERS, OUTCOME_KINDS } from './outcomes';

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
  used: v.picklist(['logistic', 'network']),
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
      sampledUsers: v.nullable(count),
      outcomes: v.array(Outcome),
    }),
  }),
]);
