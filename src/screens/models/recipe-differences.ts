import {
  defaultSequence,
  DEFAULT_JOINT,
  DEFAULT_OPTIMIZER,
  DEFAULT_VARIATIONAL,
  isSequenceEncoder,
  readsEvents,
  type EncoderRecipe,
} from '../../../workers/protocol/encoder-recipe';
import { isDensityMethod, BY_RULE, type Recipe } from '../../../workers/protocol/recipe';
import { defaultNetwork, DEFAULT_ASSIGNMENT, networkTraining } from '../../../workers/protocol/training-recipe';

/** What a recipe decides, as the list of runs tells it; in the order in which it is told. */
export const RECIPE_FIELDS = [
  'encoder',
  'architecture',
  'steps',
  'width',
  'layers',
  'masking',
  'hidden',
  'code',
  'corruption',
  'beta',
  'betaWarmup',
  'gamma',
  'interval',
  'change',
  'jointSteps',
  'dropout',
  'learningRate',
  'batch',
  'epochs',
  'readingStopped',
  'joiningStopped',
  'roundsStopped',
  'patience',
  'validationShare',
  'optimizer',
  'momentum',
  'weightDecay',
  'warmup',
  'method',
  'k',
  'epsilon',
  'minPoints',
  'minClusterSize',
  'restarts',
  'bootstraps',
  'tolerance',
  'maxIterations',
  'seed',
  'period',
  'sessionGap',
  'exclude',
  'winsor',
  'horizon',
  'network',
  'placing',
  'classWeights',
  'window',
  'referenceWindows',
  'reference',
  'thresholds',
  'mapping',
  'cleaning',
  'joined',
] as const;
export type RecipeField = (typeof RECIPE_FIELDS)[number];

type Fields = Readonly<Partial<Record<RecipeField, unknown>>>;

/** Only what has a say in the run: an autoencoder reads no steps, and a method that finds the number of segments is told none. What is left out stands at its default. */
function fieldsOf({ seed, mapping, cleaning, features, clustering, track, predict, assignment, joined, encoder }: Recipe): Fields {
  const { epsilon, minPoints, minClusterSize } = clustering.density ?? BY_RULE;
  const { method } = clustering;
  const network = predict?.network ?? defaultNetwork();
  return {
    ...encoderFields(encoder),
    method,
    ...(isDensityMethod(method) ? {} : { k: clustering.k }),
    ...(method === 'dbscan' ? { epsilon, minPoints } : {}),
    ...(method === 'hdbscan' ? { minClusterSize } : {}),
    restarts: clustering.restarts,
    bootstraps: clustering.bootstraps,
    tolerance: clustering.tolerance,
    maxIterations: clustering.maxIterations,
    seed,
    period: [features.from, features.to],
    sessionGap: features.sessionGapMinutes,
    exclude: [...features.exclude].sort(),
    winsor: features.winsor,
    horizon: predict?.horizonDays ?? null,
    network: { ...network, ...networkTraining(network) },
    // Absent, it follows the encoder.
    placing: assignment?.training ?? null,
    classWeights: (assignment ?? DEFAULT_ASSIGNMENT).classWeights,
    window: track.window,
    referenceWindows: track.referenceWindows,
    reference: track.reference,
    thresholds: track.thresholds,
    mapping,
    cleaning,
    joined: joined ?? [],
  };
}

function encoderFields(encoder: EncoderRecipe): Fields {
  const { kind, hidden, code, corruption = 0, dropout = 0, learningRate, batchSize, epochs, patience, validationShare } = encoder;
  if (kind === 'none') return { encoder: kind };
  const { architecture = 'gru', ...sequence } = encoder.sequence ?? defaultSequence(isSequenceEncoder(kind) ? kind : 'gru');
  const { kind: optimizer, momentum, weightDecay, warmup } = encoder.optimizer ?? DEFAULT_OPTIMIZER;
  return {
    encoder: kind,
    ...(kind === 'fused' ? { architecture } : {}),
    ...(readsEvents(kind) ? sequence : {}),
    ...(isSequenceEncoder(kind) ? {} : { hidden, corruption }),
    ...formFields(encoder),
    code,
    dropout,
    learningRate,
    batch: batchSize,
    epochs,
    ...stoppedFields(encoder),
    patience,
    validationShare,
    optimizer,
    ...(optimizer === 'sgd' ? { momentum } : {}),
    weightDecay,
    warmup,
  };
}

/** Where a person stopped parts of a training. */
function stoppedFields({ kind, stopped = {} }: EncoderRecipe): Fields {
  if (kind === 'fused') return { readingStopped: stopped.reading ?? null, joiningStopped: stopped.joining ?? null };
  if (isSequenceEncoder(kind)) return { readingStopped: stopped.reading ?? null };
  return kind === 'idec' ? { roundsStopped: stopped.rounds ?? null } : {};
}

/** What only one form of autoencoder has. */
function formFields({ kind, variational = DEFAULT_VARIATIONAL, joint = DEFAULT_JOINT }: EncoderRecipe): Fields {
  if (kind === 'variational') return { beta: variational.beta, betaWarmup: variational.warmup };
  if (kind !== 'idec') return {};
  const { gamma, interval, change, steps } = joint;
  return { gamma, interval, change, jointSteps: steps };
}

export interface RecipeDifference {
  readonly field: RecipeField;
  readonly first: unknown;
  readonly second: unknown;
}

const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/** As JSON, the keys of objects in order: recipes come from settings, files and the device. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Where two recipes differ. What only one of them has a say in follows from another difference and is not told. */
export function recipeDifferences(first: Recipe, second: Recipe): RecipeDifference[] {
  const [a, b] = [fieldsOf(first), fieldsOf(second)];
  return RECIPE_FIELDS.filter((field) => field in a && field in b && !same(a[field], b[field])).map((field) => ({
    field,
    first: a[field],
    second: b[field],
  }));
}
