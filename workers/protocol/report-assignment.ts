import * as v from 'valibot';
import { ASSIGNMENT_BASELINES } from './assignment';
import { BACKENDS } from './backend';
import { CLASS_WEIGHTS } from './training-recipe';
import { SEQUENCE_ENCODERS } from './sequences';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figure = v.number();
const maybe = v.nullable(figure);

const Estimate = v.strictObject({ value: figure, low: figure, high: figure });
const BESIDE = { id: v.picklist(ASSIGNMENT_BASELINES), accuracy: figure, difference: Estimate };

const Reading = v.strictObject({
  events: v.nullable(count),
  users: count,
  accuracy: Estimate,
  macroF1: Estimate,
  baselines: v.array(v.strictObject({ ...BESIDE, macroF1: figure })),
  confusion: v.array(v.array(count)),
  segments: v.array(v.strictObject({ id: count, support: count, placed: count, precision: maybe, recall: maybe, f1: maybe })),
});

const None = v.variant('reason', [
  v.strictObject({ reason: v.literal('timeless') }),
  v.strictObject({ reason: v.literal('few-taught'), segments: count, needed: count }),
  v.strictObject({ reason: v.picklist(['few-tested', 'few-events']), users: count, needed: count }),
]);

/** `assignment` of the run report: how well new users can be placed by their first events, or why that cannot be said; the fields are those of protocol/assignment.ts. */
export const ReportedAssignment = v.union([
  v.strictObject({ none: None, assignment: v.null() }),
  v.strictObject({
    none: v.null(),
    assignment: v.strictObject({
      users: count,
      unsegmented: count,
      training: v.strictObject({
        architecture: v.picklist(SEQUENCE_ENCODERS),
        classWeights: v.picklist(CLASS_WEIGHTS),
        users: count,
        validationUsers: count,
        epochs: count,
        bestEpoch: count,
        stoppedEarly: v.boolean(),
        validationLoss: figure,
        parameters: count,
        backends: v.array(v.picklist(BACKENDS)),
        seconds: figure,
      }),
      average: v.strictObject({ accuracy: Estimate, baselines: v.array(v.strictObject(BESIDE)) }),
      readings: v.array(Reading),
      reliableFrom: v.nullable(count),
      beside: v.exactOptional(
        v.array(v.strictObject({ events: count, users: count, network: figure, segments: figure, difference: Estimate })),
      ),
      ahead: v.exactOptional(v.nullable(v.strictObject({ from: count, to: count }))),
      resamples: count,
    }),
  }),
]);
