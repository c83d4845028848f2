import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Null where it is not finite. */
const figure = v.nullable(v.number());

/** How a network foretold the next step, in the run report; the fields are those of protocol/sequences.ts. */
export const NextStep = v.strictObject({
  field: v.picklist(['type', 'gap', 'topic']),
  users: count,
  steps: count,
  accuracy: figure,
  loss: figure,
  markovAccuracy: figure,
  markovLoss: figure,
  /** 95 % interval of accuracy − markovAccuracy; null of too few users. */
  low: figure,
  high: figure,
  /** 95 % interval of loss − markovLoss, likewise. */
  lossLow: v.optional(figure),
  lossHigh: v.optional(figure),
});
