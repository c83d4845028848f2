import * as v from 'valibot';
import { GUESSERS } from './categories';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figure = v.number();

const Difference = v.strictObject({ value: figure, low: figure, high: figure });
const Baseline = v.picklist(['popularity', 'own-favourite', 'own-last']);
const EXPECTED = { users: count, likely: v.array(v.strictObject({ name: v.string(), probability: figure })) };

const None = v.variant('reason', [
  v.strictObject({ reason: v.picklist(['timeless', 'no-categories']) }),
  v.strictObject({ reason: v.literal('too-short'), days: count, needed: count }),
  v.strictObject({ reason: v.literal('few-choices'), choices: count, needed: count }),
  v.strictObject({ reason: v.literal('few-users'), where: v.picklist(['training', 'test']), users: count, needed: count }),
]);

/** `categories` of the run report: what users will choose next, or why that cannot be said; the fields are those of protocol/categories.ts. */
export const ReportedCategories = v.union([
  v.strictObject({ none: None, prediction: v.null() }),
  v.strictObject({
    none: v.null(),
    prediction: v.strictObject({
      horizonDays: count,
      of: v.picklist(['category', 'item']),
      from: v.picklist(['purchases', 'events']),
      testFrom: figure,
      testTo: figure,
      cutoffs: count,
      choices: count,
      sampledUsers: v.nullable(count),
      reachable: figure,
      test: v.strictObject({ users: count }),
      training: v.strictObject({ rows: count }),
      guessers: v.array(v.strictObject({ id: v.picklist(GUESSERS), accuracy1: figure, accuracy3: figure })),
      baseline: Baseline,
      differences: v.strictObject({ accuracy1: Difference, accuracy3: Difference }),
      probabilities: v.nullable(
        v.strictObject({
          users: count,
          guessers: v.array(v.strictObject({ id: v.picklist(GUESSERS), logLoss: figure, brier: figure })),
          baseline: Baseline,
          differences: v.strictObject({ logLoss: Difference, brier: Difference }),
        }),
      ),
      lifts: v.array(
        v.strictObject({
          name: v.string(),
          users: count,
          rate: figure,
          tenths: v.array(v.strictObject({ users: count, predicted: figure, actual: figure })),
        }),
      ),
      calibration: v.nullable(v.strictObject({ rows: count, temperature: figure, shown: figure })),
      resamples: count,
      all: v.strictObject(EXPECTED),
      segments: v.array(v.strictObject({ id: count, ...EXPECTED })),
    }),
  }),
]);
