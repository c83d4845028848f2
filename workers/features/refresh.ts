import { breather } from '../math/breathe';
import { lowerBound } from '../math/lower-bound';
import { throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Stage } from '../protocol/progress';
import type { FeaturesRecipe } from '../protocol/recipe';
import { DAY_MS, spanOf, type Ageing } from './feature-set';
import { planOf } from './plan';
import { RawJob } from './raw';
import { fillOf, scaleValue } from './scale';
import { windowOf, windowRows, type WindowRows } from './window-rows';

/** Event rows between two reports; a user whose values are carried over counts as one. */
const ROWS_A_STEP = 20_000;

export interface Refreshed {
  /** With the specs of the matrix before: the model's scales stay, so that its weights keep their meaning. */
  readonly matrix: FeatureMatrix;
  /** For each row the row of the matrix before; −1 for users without one. */
  readonly before: Int32Array;
  /** Users whose features were computed from their events again; the others' were carried over and aged. */
  readonly refeatured: number;
  /** Features that the events now support and the model does not have. */
  readonly newlySupported: readonly string[];
}

/**
 * The features of a model over a table that was extended, at a cost that follows the new events. Users with new events are featured wholly; the
 * values of the others are carried over and aged as their definitions say (`FeatureDefinition.ages`). Equal to computing all of them from the
 * merged table up to the rounding of a sum.
 *
 * A user is carried over only where the window holds the same events of theirs as before, so that late events, a window that begins earlier and
 * one with fixed bounds need no case of their own.
 *
 * @param previous made from `held` under the same recipe
 * @param events `held` and more; users of `held` keep their numbers, event types their codes
 * @param touched users of `events` whose events are not those of `held`
 * @throws AppError `cancelled`; Error where `previous` was not made from `held`
 */
export async function* refreshFeatures(
  previous: FeatureMatrix,
  held: EventTable,
  events: EventTable,
  touched: Uint32Array,
  recipe: FeaturesRecipe,
  signal?: AbortSignal,
): Stage<Refreshed> {
  throwIfAborted(signal);
  const { from, to } = windowOf(events, recipe);
  const { specs, support, features } = previous;
  const jobOf = (ids: readonly string[]) => new RawJob(events, from, to, recipe, ids, support);
  const job = jobOf(specs.map(({ id }) => id));
  const thirds = jobOf(job.definitions.filter(({ ages }) => ages === 'by-third').map(({ id }) => id));
  const carrier = new Carrier(previous, job, thirds, events);
  const old = windowRows(held, previous.from, previous.to);
  if (old.userIndex.length !== previous.users) throw new Error('the features were not made from these events');

  const placeOf = new Int32Array(events.users).fill(-1);
  old.userIndex.forEach((user, row) => (placeOf[user] = row));
  const fresh = new Uint8Array(events.users);
  for (const user of touched) fresh[user] = 1;
  const before = new Int32Array(job.users);
  let refeatured = 0;
  let rows = 0;
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  yield { stage: 'features', done: 0, total: job.users };
  for (let i = 0; i < job.users; i++) {
    const user = job.rows.userIndex[i]!;
    const place = placeOf[user]!;
    before[i] = place;
    if (place >= 0 && fresh[user] === 0 && sameRows(old, place, held.userOffsets[user]!, job.rows, i, events.userOffsets[user]!)) {
      carrier.carry(place, i);
      rows++;
    } else {
      job.compute(i, i + 1);
      refeatured++;
      rows += job.rowsOf(i);
    }
    if (rows < ROWS_A_STEP) continue;
    rows = 0;
    yield { stage: 'features', done: i + 1, total: job.users };
    await pause();
  }

  const { raw } = job;
  const scaled = new Float32Array(raw.length);
  for (let f = 0; f < features; f++) {
    const spec = specs[f]!;
    const fill = fillOf(spec, { from, to });
    const sameFill = fill === fillOf(spec, previous);
    for (let i = 0; i < job.users; i++) {
      const x = raw[i * features + f]!;
      const at = before[i]! * features + f;
      const known = at >= 0 && (x === previous.raw[at] || (x !== x && previous.raw[at] !== previous.raw[at] && sameFill));
      scaled[i * features + f] = known ? previous.scaled[at]! : scaleValue(x, fill, spec);
    }
    await pause();
  }
  yield { stage: 'features', done: job.users, total: job.users };
  const matrix = { ...previous, users: job.users, userIndex: job.rows.userIndex, raw, scaled, from, to, end: job.span.end };
  return { matrix, before, refeatured, newlySupported: newlySupported(events, recipe, previous) };
}

/** Whether a user's rows in two windows are the same, counted from the user's first row in each table. */
function sameRows(old: WindowRows, place: number, oldFirst: number, now: WindowRows, i: number, first: number): boolean {
  return old.lo[place]! - oldFirst === now.lo[i]! - first && old.hi[place]! - oldFirst === now.hi[i]! - first;
}

/** Carries rows of one matrix into the next, whose window is another. */
class Carrier {
  private readonly width: number;
  private readonly shift: number;
  private readonly withEnd: readonly number[];
  private readonly byThird: readonly number[];
  /** Rows of [low, high) change sides. */
  private readonly low: number;
  private readonly high: number;

  /** @param thirds computes the features that age by the third, over the users and the window of `job` */
  constructor(
    private readonly previous: FeatureMatrix,
    private readonly job: RawJob,
    private readonly thirds: RawJob,
    private readonly events: EventTable,
  ) {
    this.width = previous.features;
    this.shift = (job.span.end - previous.end) / DAY_MS;
    const columns = (asked: Ageing) => job.definitions.flatMap(({ ages }, f) => (ages === asked ? [f] : []));
    this.withEnd = columns('with-end');
    this.byThird = columns('by-third');
    const thirdBefore = spanOf(previous.from, previous.to, previous.end).lastThird;
    this.low = Math.min(thirdBefore, job.span.lastThird);
    this.high = Math.max(thirdBefore, job.span.lastThird);
  }

  /** Row `from` of the matrix before becomes row `to` of the job's. */
  carry(from: number, to: number): void {
    const { width, shift } = this;
    const { raw } = this.job;
    const at = to * width;
    raw.set(this.previous.raw.subarray(from * width, (from + 1) * width), at);
    for (const f of this.withEnd) raw[at + f]! += shift;
    if (this.byThird.length === 0 || !this.crosses(to)) return;
    this.thirds.compute(to, to + 1);
    this.byThird.forEach((f, i) => (raw[at + f] = this.thirds.raw[to * this.byThird.length + i]!));
  }

  private crosses(row: number): boolean {
    const { time } = this.events;
    const hi = this.job.rows.hi[row]!;
    const first = lowerBound(time, this.job.rows.lo[row]!, hi, this.low);
    return first < hi && time[first]! < this.high;
  }
}

function newlySupported(events: EventTable, recipe: FeaturesRecipe, { specs, constant }: FeatureMatrix): string[] {
  const known = (id: string, param: string | undefined) =>
    recipe.exclude.includes(id) || constant.includes(id) || specs.some((spec) => spec.id === id && spec.param === param);
  return planOf(events, recipe.sessionGapMinutes).definitions.flatMap(({ id, param }) => (known(id, param) ? [] : [id]));
}
