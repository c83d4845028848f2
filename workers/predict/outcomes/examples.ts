import { breather } from '../../math/breathe';
import { lowerBound } from '../../math/lower-bound';
import { RawJob, type RawFeatures } from '../../features';
import { throwIfAborted } from '../../protocol/errors';
import { FLAG, type EventTable } from '../../protocol/events';
import type { FeatureSupport } from '../../protocol/features';
import type { FeaturesRecipe } from '../../protocol/recipe';
import { endOfDay, pastOf, type Moment } from './past';

/** What features are made of, settled on the events before the first cut-off and the same at all of them. */
export interface FeaturePlan {
  readonly recipe: FeaturesRecipe;
  /** Null: what those events support. */
  readonly known: { readonly ids: readonly string[]; readonly support: FeatureSupport } | null;
}

/** The users who had been seen by a cut-off, with what was known of them then and what became of them. */
export interface Examples {
  readonly raw: RawFeatures;
  /** Each row's user in the whole table. */
  readonly users: Uint32Array;
  /** 1 for those who had bought by the cut-off. */
  readonly buyer: Uint8Array;
  /** 1 for those with a purchase, with an event of any kind, within the horizon after it. */
  readonly purchase: Uint8Array;
  readonly active: Uint8Array;
}

/** Users between two breaths. */
const USERS_A_STEP = 128;

/**
 * Features from the events of all days up to the cut-off, and from nothing after it; outcomes from the days of the horizon after it.
 *
 * @param users of the table, ascending
 * @param firstDay of the file, where the time that is looked back over begins
 * @throws AppError `cancelled`
 */
export async function examplesAt(
  events: EventTable,
  users: Uint32Array,
  firstDay: number,
  { day, until, latest }: Moment,
  horizonDays: number,
  { recipe, known }: FeaturePlan,
  signal?: AbortSignal,
): Promise<Examples> {
  const { zone } = events;
  const past = pastOf(events, users, until);
  const job = new RawJob(past.events, endOfDay(firstDay - 1, zone), until, recipe, known?.ids, known?.support, latest);
  const breathe = breather();
  for (let first = 0; first < job.users; first += USERS_A_STEP) {
    job.compute(first, Math.min(job.users, first + USERS_A_STEP));
    await breathe();
    throwIfAborted(signal);
  }
  return { raw: job.result(), users: past.users, ...becomeOf(events, past.users, until, endOfDay(day + horizonDays, zone)) };
}

/** What users had done before a moment and did in [from, to), ms UTC. */
function becomeOf({ time, flags, userOffsets }: EventTable, users: Uint32Array, from: number, to: number) {
  const buyer = new Uint8Array(users.length);
  const purchase = new Uint8Array(users.length);
  const active = new Uint8Array(users.length);
  users.forEach((user, i) => {
    const lo = userOffsets[user]!;
    const hi = userOffsets[user + 1]!;
    const first = lowerBound(time, lo, hi, from);
    const last = lowerBound(time, first, hi, to);
    const bought = (row: number, end: number) => {
      for (; row < end; row++) if ((flags[row]! & FLAG.purchase) !== 0) return 1;
      return 0;
    };
    buyer[i] = bought(lo, first);
    purchase[i] = bought(first, last);
    active[i] = last > first ? 1 : 0;
  });
  return { buyer, purchase, active };
}
