import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figure = v.number();
/** Null where it does not exist: a file without values, a mean over nobody. */
const maybe = v.nullable(figure);

const Beside = v.strictObject({ model: figure, baseline: figure, low: figure, high: figure });

const TestFigures = v.strictObject({ mae: Beside, rmse: Beside, r2: Beside, actual: figure, predicted: figure, repeated: figure });

const EXPECTATION = { users: count, buyers: count, purchases: figure, value: maybe, repeatBuyers: count, active: maybe };

const Prediction = v.strictObject({
  horizonDays: count,
  end: figure,
  backTest: v.strictObject({ from: figure, to: figure, users: count, purchases: TestFigures, value: v.nullable(TestFigures) }),
  bgNbd: v.strictObject({ r: figure, alpha: figure, a: figure, b: figure, logLikelihood: figure }),
  gammaGamma: v.nullable(v.strictObject({ p: figure, q: figure, gamma: figure, logLikelihood: figure })),
  all: v.strictObject(EXPECTATION),
  segments: v.array(v.strictObject({ id: count, ...EXPECTATION })),
});

const None = v.variant('reason', [
  v.strictObject({ reason: v.picklist(['timeless', 'no-purchases', 'no-fit']) }),
  v.strictObject({ reason: v.literal('too-short'), days: count, needed: count }),
  v.strictObject({ reason: v.literal('few-repeat-buyers'), buyers: count, needed: count }),
]);

/** `predictions` of the run report: what users will buy, or why that cannot be said; the fields are those of protocol/predictions.ts. */
export const ReportedPredictions = v.union([
  v.strictObject({ none: None, prediction: v.null() }),
  v.strictObject({ none: v.null(), prediction: Prediction }),
]);
