import * as v from 'valibot';
import { FEATURE_GROUPS } from './features';
import { TOKEN_FIELDS } from './sequences';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figure = v.number();

const Estimate = v.strictObject({ mean: figure, low: figure, high: figure });

const importances = <Feature extends v.GenericSchema<unknown, number | string>>(feature: Feature) =>
  v.strictObject({
    items: v.array(
      v.strictObject({
        of: v.variant('kind', [
          v.strictObject({ kind: v.literal('feature'), feature }),
          v.strictObject({ kind: v.literal('category'), category: v.string() }),
          v.strictObject({ kind: v.literal('group'), group: v.picklist(FEATURE_GROUPS) }),
          v.strictObject({ kind: v.literal('codes') }),
          v.strictObject({ kind: v.literal('words') }),
          v.strictObject({ kind: v.literal('token'), field: v.picklist(TOKEN_FIELDS) }),
          v.strictObject({ kind: v.literal('order') }),
        ]),
        moved: Estimate,
        loss: v.nullable(Estimate),
      }),
    ),
    users: count,
    heldOut: v.boolean(),
    repeats: count,
    chance: figure,
    loss: v.nullable(figure),
  });

const looks = <Feature extends v.GenericSchema<unknown, number | string>>(feature: Feature) =>
  v.strictObject({ features: v.nullable(importances(feature)), tokens: v.nullable(importances(feature)) });

/** Looks of protocol/looks.ts: a feature by its place among the specs. */
export const LooksSchema = looks(count);

/** `looks` of the run report: the same with a feature by its id. */
export const ReportedLooks = looks(v.string());
export type ReportedLooks = v.InferOutput<typeof ReportedLooks>;
