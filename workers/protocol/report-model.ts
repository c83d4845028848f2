import * as v from 'valibot';
import { BACKENDS, UNCHECKED_REASONS } from './backend';
import { FEATURE_GROUPS } from './features';
import { FUSED_COLUMNS } from './model';
import { NextStep } from './report-sequences';
import { count, figure, instant, text } from './report-values';

/** The backends of the device, and the one that was used. */
export const ReportedBackend = v.strictObject({
  /** Where the encoder was trained. */
  active: v.picklist(BACKENDS),
  /** What the person had chosen. */
  choice: v.picklist(['auto', ...BACKENDS]),
  /** Each backend as it was found: available, right against the CPU, and the milliseconds of a training step. */
  probes: v.array(
    v.strictObject({
      name: v.picklist(BACKENDS),
      available: v.boolean(),
      correct: v.boolean(),
      ms: figure,
      software: v.boolean(),
      unchecked: v.optional(v.picklist(UNCHECKED_REASONS)),
      detail: text,
    }),
  ),
});

/** The users and the time that the features are of. */
export const ReportedWindow = v.strictObject({
  /** Users in the run: those with an event in [from, to). */
  users: count,
  from: instant,
  to: instant,
  /** The last kept event of the window, against which recency is taken. */
  end: instant,
  /** Ids of features that the file supports but that do not vary, and so tell nothing. */
  constantFeatures: v.array(text),
});

/** What a column of the matrix is, and how it was scaled. */
export const ReportedFeature = v.strictObject({
  /** The column's name in «Export segments». */
  id: text,
  /** The event type's name, where the feature is about one. */
  param: v.optional(text),
  /** The category that an indicator tells a value of: its indicators are scaled by one deviation. */
  category: v.optional(text),
  group: v.picklist(FEATURE_GROUPS),
  unit: text,
  formula: text,
  /** What stood in for a missing value, and for how many users. */
  missing: v.strictObject({ fill: v.picklist(['zero', 'window', 'median', 'mean']), value: figure, users: count }),
  /** Signed logarithm if `log`, clipped to [lower, upper], then (x − mean) / sd; bounds, mean and sd after the logarithm. */
  scale: v.strictObject({ log: v.boolean(), lower: figure, upper: figure, mean: figure, sd: figure }),
});

/** How the encoder learned. */
export const ReportedTraining = v.strictObject({
  epochs: count,
  /** The epoch whose weights were kept; 0 for those that the training began from. */
  bestEpoch: count,
  stoppedEarly: v.boolean(),
  /** Mean squared error over the standardised features, by epoch; of a network that reads events in order, nats an event. */
  trainingLoss: v.array(figure),
  validationLoss: v.array(figure),
  /** Validation loss of the weights that were kept. */
  bestLoss: v.optional(figure),
  trainingUsers: count,
  validationUsers: count,
  /** Validation loss of principal components, as many as the code has; null where the network reads events in order. */
  baselineLoss: figure,
  /** How much more the encoder loses than they do on the users who validate, with a 95 % interval by bootstrap over users; low and high are null of too few users. */
  difference: v.optional(v.strictObject({ value: figure, low: figure, high: figure })),
  /** Of a network that reads events in order: how well it foretold the next step of the users who validate, beside a first-order Markov chain. */
  nextStep: v.optional(v.array(NextStep)),
  /** Of a fused encoder: how the network that reads the events for it learned before, nats an event. */
  reading: v.optional(v.strictObject({ trainingLoss: v.array(figure), validationLoss: v.array(figure), bestEpoch: count })),
  /** Of a fused encoder, what takes part beside the features: whether the events in order do, and columns by their words. */
  parts: v.optional(
    v.strictObject({
      events: v.boolean(),
      texts: v.array(v.strictObject({ of: v.picklist(FUSED_COLUMNS), name: v.optional(text) })),
    }),
  ),
  /** Of an encoder that was trained together with clusters; its rounds are the last epochs. */
  joint: v.optional(
    v.strictObject({
      k: count,
      /** Mean divergence of the assignment from its targets, nats a user, and the share of the users who changed cluster, by round. */
      divergence: v.array(figure),
      changed: v.array(figure),
    }),
  ),
  parameters: count,
  seconds: figure,
  /** In the order used; more than one after a device was lost. */
  backends: v.array(v.picklist(BACKENDS)),
});
