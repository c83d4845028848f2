import type { EventTable } from '../protocol/events';
import { FEATURE_GROUPS, type FeatureSupport } from '../protocol/features';
import type { FeatureDefinition, FeatureSet } from './feature-set';
import { attributeSet } from './sets/attributes';
import { activitySet, eventTypeSet } from './sets/activity';
import { calendarSet } from './sets/calendar';
import { conversionSet } from './sets/conversion';
import { filledCategorySet, filledSet } from './sets/filled';
import { purchaseSet } from './sets/purchases';
import { refundSet } from './sets/refunds';
import { sessionSet } from './sets/sessions';
import { brandSet, CATEGORIES, ITEMS, varietySet } from './sets/variety';
import { namedSupport, supportIn, supportOf } from './support';

/** A set with the place of its first slot in a user's scratch row. */
export interface PlacedSet {
  readonly set: FeatureSet;
  readonly at: number;
}

/** All features that a file can support, in the order of FEATURE_GROUPS, and the sets that compute them. */
export interface Plan {
  readonly definitions: readonly FeatureDefinition[];
  /** Place of each definition's value in the scratch row. */
  readonly slots: readonly number[];
  readonly sets: readonly PlacedSet[];
  readonly width: number;
  /** What the plan rests on. */
  readonly support: FeatureSupport;
}

interface KeptPlan {
  readonly gapMinutes: number;
  /** As it was asked for; undefined: the table's own. */
  readonly support: FeatureSupport | undefined;
  readonly plan: Plan;
}

/** A table is asked for its own plan and for that of the model it is put through: neither pushes out the other. */
const plans = new WeakMap<EventTable, readonly KeptPlan[]>();

/**
 * The plan of a table, made once and kept as long as the table, since every window of time asks for it.
 *
 * @param support what the features rest on, where they are those of another table; without it what this table offers
 * @throws Error where the table lacks an event type of `support`
 */
export function planOf(events: EventTable, gapMinutes: number, support?: FeatureSupport): Plan {
  const kept = plans.get(events) ?? [];
  const found = kept.find((one) => one.gapMinutes === gapMinutes && one.support === support);
  if (found) return found.plan;
  const plan = makePlan(events, gapMinutes, support);
  const others = kept.filter((one) => (one.support === undefined) !== (support === undefined));
  plans.set(events, [{ gapMinutes, support, plan }, ...others]);
  return plan;
}

function makePlan(events: EventTable, gapMinutes: number, asked: FeatureSupport | undefined): Plan {
  const support = asked === undefined ? supportOf(events) : supportIn(events, asked);
  const candidates = events.timeless
    ? [attributeSet(events, support.attributes)]
    : [
        purchaseSet(events, support),
        activitySet(events, support),
        calendarSet(events, support),
        eventTypeSet(events, support),
        conversionSet(events, support),
        sessionSet(events, support, gapMinutes),
        varietySet(events, support, events.item, ITEMS),
        varietySet(events, support, events.category, CATEGORIES),
        refundSet(events, support),
        filledSet(events, support),
        filledCategorySet(events, support),
        brandSet(events, support),
        attributeSet(events, support.attributes),
      ];
  const sets: PlacedSet[] = [];
  const found: { definition: FeatureDefinition; slot: number; rank: number }[] = [];
  let width = 0;
  for (const set of candidates) {
    if (!set) continue;
    sets.push({ set, at: width });
    set.definitions.forEach((definition, i) => {
      if (definition) found.push({ definition, slot: width + i, rank: FEATURE_GROUPS.indexOf(definition.group) });
    });
    width += set.definitions.length;
  }
  found.sort((a, b) => a.rank - b.rank);
  return {
    definitions: found.map((f) => f.definition),
    slots: found.map((f) => f.slot),
    sets,
    width,
    support: asked ?? namedSupport(events, support),
  };
}

/** The part of a plan that computes some of its features, in the order asked. */
export interface Selection {
  readonly definitions: readonly FeatureDefinition[];
  readonly slots: Int32Array;
  readonly sets: readonly PlacedSet[];
  readonly width: number;
}

/** @throws Error where the file cannot support one of the features. */
export function selectFeatures(plan: Plan, ids: readonly string[]): Selection {
  const place = new Map(plan.definitions.map((definition, i) => [definition.id, i]));
  const chosen = ids.map((id) => {
    const i = place.get(id);
    if (i === undefined) throw new Error(`the file has no feature ${id}`);
    return i;
  });
  const slots = Int32Array.from(chosen, (i) => plan.slots[i]!);
  const sets = plan.sets.flatMap(({ set, at }): PlacedSet[] => {
    const asked = slots.filter((slot) => slot >= at && slot < at + set.definitions.length);
    if (asked.length === 0) return [];
    const first = asked.every((slot) => slot === at) ? set.computeFirst : undefined;
    return [{ set: first === undefined ? set : { definitions: set.definitions, compute: first }, at }];
  });
  return { definitions: chosen.map((i) => plan.definitions[i]!), slots, sets, width: plan.width };
}
