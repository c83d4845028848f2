import * as v from 'valibot';
import { DEMAND_METHODS } from './demand';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figure = v.number();
const maybe = v.nullable(figure);

const None = v.variant('reason', [
  v.strictObject({ reason: v.picklist(['timeless', 'no-purchases']) }),
  v.strictObject({ reason: v.literal('few-weeks'), weeks: count, needed: count }),
]);

const Difference = v.nullable(v.strictObject({ value: figure, low: figure, high: figure }));

/** `demand` of the run report: what will be bought week by week, or why that cannot be said; the fields are those of protocol/demand.ts. */
export const ReportedDemand = v.union([
  v.strictObject({ none: None, prediction: v.null() }),
  v.strictObject({
    none: v.null(),
    prediction: v.strictObject({
      unit: v.picklist(['units', 'purchases']),
      of: v.nullable(v.picklist(['category', 'item'])),
      from: figure,
      next: figure,
      horizonWeeks: count,
      origins: count,
      season: v.nullable(count),
      methods: v.array(v.strictObject({ id: v.picklist(DEMAND_METHODS), mae: figure, rmse: figure, r2: figure, mase: maybe })),
      baseline: v.picklist(['naive', 'seasonal-naive']),
      challenger: v.picklist(['level', 'trend', 'season']),
      difference: Difference,
      network: v.nullable(v.strictObject({ against: v.picklist(DEMAND_METHODS.filter((id) => id !== 'network')), difference: Difference })),
      series: v.array(
        v.strictObject({
          name: v.nullable(v.string()),
          history: v.array(figure),
          forecast: v.array(v.strictObject({ value: figure, low: maybe, high: maybe })),
          method: v.picklist(DEMAND_METHODS),
          mae: figure,
          baselineMae: figure,
          r2: figure,
          baselineR2: figure,
          mase: maybe,
          baselineMase: maybe,
        }),
      ),
    }),
  }),
]);
