import type { EventTable } from '../protocol/events';
import type { FeatureSupport } from '../protocol/features';
import type { FeaturesRecipe } from '../protocol/recipe';
import { DAY_MS, spanOf, type FeatureDefinition, type Span } from './feature-set';
import { planOf, selectFeatures, type Selection } from './plan';
import { windowRows, type WindowRows } from './window-rows';

/** Features of the users active in a window, in their own units. */
export interface RawFeatures {
  readonly users: number;
  /** Index into EventTable.userIds for each row: the users with an event in the window, ascending. */
  readonly userIndex: Uint32Array;
  /** Names of the columns. */
  readonly ids: readonly string[];
  readonly definitions: readonly FeatureDefinition[];
  /** users × ids, row-major, NaN where missing. */
  readonly raw: Float64Array;
  /** The window in ms UTC, [from, to), and the last kept event in it. */
  readonly from: number;
  readonly to: number;
  readonly end: number;
  /** Length that stands for that of the window, where it is not its own. */
  readonly days?: number;
  /** What the features rest on. */
  readonly support: FeatureSupport;
}

/** Length of the window, which stands in for times that are at least as long. */
export function windowDays(window: { readonly from: number; readonly to: number; readonly days?: number }): number {
  return window.days ?? (window.to - window.from) / DAY_MS;
}

/**
 * Features over a window [from, to), from the events in it alone.
 *
 * @param ids which, in this order; without it all that the file can support but the recipe's exclusions.
 * @param support what the features rest on, where that was settled on a table with fewer events; without it what this table offers.
 * @throws Error where the file cannot support one of `ids`.
 */
export function rawFeatures(
  events: EventTable,
  from: number,
  to: number,
  recipe: FeaturesRecipe,
  ids?: readonly string[],
  support?: FeatureSupport,
): RawFeatures {
  const job = new RawJob(events, from, to, recipe, ids, support);
  job.compute(0, job.users);
  return job.result();
}

/** {@link rawFeatures} in parts, so that a long run can be followed and stopped between them. */
export class RawJob {
  readonly users: number;
  readonly rows: WindowRows;
  readonly span: Span;
  /** users × features, filled by {@link compute}. */
  readonly raw: Float64Array;
  private readonly selection: Selection;
  private readonly scratch: Float64Array;
  private readonly support: FeatureSupport;

  /** `end`: the last event in the window where the table holds only some of the users. */
  constructor(
    events: EventTable,
    from: number,
    to: number,
    recipe: FeaturesRecipe,
    ids?: readonly string[],
    support?: FeatureSupport,
    end?: number,
  ) {
    const plan = planOf(events, recipe.sessionGapMinutes, support);
    this.support = plan.support;
    this.selection = selectFeatures(plan, ids ?? plan.definitions.map((d) => d.id).filter((id) => !recipe.exclude.includes(id)));
    this.rows = windowRows(events, from, to);
    this.users = this.rows.userIndex.length;
    this.span = spanOf(from, to, end ?? this.rows.end);
    this.raw = new Float64Array(this.users * this.selection.slots.length);
    this.scratch = new Float64Array(plan.width);
  }

  /** Event rows of the i-th user in the window. */
  rowsOf(i: number): number {
    return this.rows.hi[i]! - this.rows.lo[i]!;
  }

  /** Computes the users first … last − 1 of the window. */
  compute(first: number, last: number): void {
    const { raw, rows, scratch, span } = this;
    const { sets, slots } = this.selection;
    const width = slots.length;
    for (let i = first; i < last; i++) {
      const lo = rows.lo[i]!;
      const hi = rows.hi[i]!;
      // By index, since an iterator for each user is a lot of garbage.
      for (let s = 0; s < sets.length; s++) sets[s]!.set.compute(lo, hi, span, scratch, sets[s]!.at);
      for (let f = 0; f < width; f++) raw[i * width + f] = scratch[slots[f]!]!;
    }
  }

  get definitions(): readonly FeatureDefinition[] {
    return this.selection.definitions;
  }

  result(): RawFeatures {
    const { definitions } = this.selection;
    const { from, to, end } = this.span;
    const ids = definitions.map((d) => d.id);
    return { users: this.users, userIndex: this.rows.userIndex, ids, definitions, raw: this.raw, from, to, end, support: this.support };
  }
}
