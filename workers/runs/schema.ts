import * as v from 'valibot';
import { BACKENDS } from '../protocol/backend';
import type { FeatureSpec, FeatureSupport } from '../protocol/features';
import { FUSED_COLUMNS } from '../protocol/model';
import { OUTCOME_KINDS } from '../protocol/outcomes';
import { RecipeSchema } from '../protocol/recipe';
import type { RunSummary } from '../protocol/runs';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** JSON has null for a figure that there is none of. */
const figure = v.pipe(
  v.nullable(v.union([v.number(), v.nan()])),
  v.transform((value) => value ?? Number.NaN),
);
const shares = v.array(figure);

const Training = v.looseObject({
  epochs: count,
  bestEpoch: count,
  stoppedEarly: v.boolean(),
  trainingLoss: shares,
  validationLoss: shares,
  bestLoss: v.optional(figure),
  trainingUsers: count,
  validationUsers: count,
  baselineLoss: v.nullable(v.number()),
  difference: v.exactOptional(v.object({ value: figure, low: v.nullable(v.number()), high: v.nullable(v.number()) })),
  reading: v.optional(v.looseObject({ trainingLoss: shares, validationLoss: shares, bestEpoch: count })),
  parts: v.optional(
    v.looseObject({ events: v.boolean(), texts: v.array(v.looseObject({ of: v.picklist(FUSED_COLUMNS), name: v.optional(v.string()) })) }),
  ),
  parameters: count,
  seconds: figure,
  backends: v.array(v.picklist(BACKENDS)),
});

const Validity = v.looseObject({
  k: count,
  noise: v.optional(figure),
  inertia: figure,
  silhouette: figure,
  daviesBouldin: figure,
  calinskiHarabasz: figure,
  stability: shares,
  seedStability: v.optional(shares),
  sizes: v.array(count),
});

const Basis = v.object({
  restartUsers: count,
  silhouetteUsers: count,
  silhouetteSampled: v.boolean(),
  stabilityUsers: count,
  stabilitySampled: v.boolean(),
  bootstraps: count,
  otherSeeds: v.exactOptional(v.object({ seeds: count, users: count, sampled: v.boolean() })),
});

const Forecasts = v.object({
  purchases: v.nullable(v.object({ days: count, mae: v.object({ model: figure, baseline: figure, low: figure, high: figure }) })),
  outcomes: v.nullable(
    v.object({
      days: count,
      figures: v.array(v.object({ kind: v.picklist(OUTCOME_KINDS), auc: figure, baselineAuc: v.nullable(v.number()) })),
    }),
  ),
  spending: v.exactOptional(v.object({ days: count, rmse: figure, baselineRmse: figure })),
  categories: v.exactOptional(v.object({ of: v.picklist(['category', 'item']), days: count, accuracy: figure, baselineAccuracy: figure })),
  demand: v.exactOptional(v.object({ weeks: count, mase: figure, baselineMase: figure })),
});

const SegmentSchema = v.object({
  number: count,
  users: count,
  name: v.array(v.object({ key: v.string(), param: v.exactOptional(v.string()) })),
  typed: v.nullable(v.string()),
});

/** A RunSummary that came from outside: in a `.shoal` file, or in the file of a run. */
const SummarySchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/)),
  name: v.nullable(v.string()),
  pinned: v.boolean(),
  imported: v.boolean(),
  at: v.number(),
  kind: v.picklist(['build', 'assign', 'tune', 'rebuild']),
  files: v.array(v.string()),
  users: count,
  recipe: RecipeSchema,
  backend: v.picklist(BACKENDS),
  seconds: v.record(v.string(), figure),
  training: v.nullable(Training),
  validity: v.nullable(Validity),
  basis: v.exactOptional(Basis),
  forecasts: Forecasts,
  segments: v.pipe(
    v.array(SegmentSchema),
    v.check((segments) => new Set(segments.map(({ number }) => number)).size === segments.length),
  ),
  parameters: count,
});

/** @throws v.ValiError */
export function checkedSummary(value: unknown): RunSummary {
  return v.parse(SummarySchema, value) as unknown as RunSummary;
}

const Feature = v.looseObject({
  id: v.string(),
  key: v.string(),
  missing: v.object({ fill: v.picklist(['zero', 'window', 'median', 'mean']), value: v.number(), users: count }),
  scale: v.object({ log: v.boolean(), lower: v.number(), upper: v.number(), mean: v.number(), sd: v.number() }),
});

/** @throws v.ValiError */
export function checkedFeatures(value: unknown): FeatureSpec[] {
  return v.parse(v.array(Feature), value) as unknown as FeatureSpec[];
}

const names = v.array(v.string());
const Support = v.object({
  purchases: v.boolean(),
  refunds: v.boolean(),
  filled: v.exactOptional(v.boolean()),
  filledCategories: v.exactOptional(v.boolean()),
  browsing: v.boolean(),
  timesOfDay: v.boolean(),
  types: names,
  view: names,
  cart: names,
  attributes: v.exactOptional(
    v.object({
      columns: v.array(
        v.object({
          name: v.string(),
          as: v.picklist(['number', 'date', 'category', 'ordered']),
          levels: names,
          other: v.boolean(),
          flag: v.boolean(),
          latest: v.number(),
        }),
      ),
      profileFlag: v.boolean(),
    }),
  ),
  brands: v.exactOptional(v.boolean()),
});

/** @throws v.ValiError */
export function checkedSupport(value: unknown): FeatureSupport {
  return v.parse(Support, value);
}
