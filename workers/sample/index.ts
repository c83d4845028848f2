import { breather } from '../math/breathe';
import { random } from '../math/random';
import { throwIfAborted } from '../protocol/errors';
import type { Stage } from '../protocol/progress';
import { BEHAVIOURS, type SegmentName } from './behaviours';
import { makeCatalogue } from './catalogue';
import { plantedMonths, userDrift, type DriftKind } from './drift';
import { EventLog } from './event-log';
import { kindsOf, makeShopper, userIdsOf } from './shopper';
import { addShopper } from './visit';
import { CsvWriter, HEADER } from './write-csv';

export { SEGMENTS } from './behaviours';

export interface SampleOptions {
  readonly seed: number;
  readonly drift: boolean;
  /** 20,000 where absent. */
  readonly users?: number;
}

const DEFAULT_USERS = 20_000;
const ROWS_A_PART = 4096;

/**
 * Makes the events of a shop as a CSV (UTF-8, times UTC, a header line), over the 18 calendar months from January 2024: about
 * 25 rows a user, in the order of time. Six kinds of shoppers are planted, and, where `drift` is on, the changes that `drift.ts` lists.
 * The same options give the same bytes. Progress counts users made, then their share of the lines written.
 *
 * Throws `cancelled` when the signal fires.
 */
export async function* makeSampleShop(options: SampleOptions, signal?: AbortSignal): Stage<Blob> {
  const { seed, drift } = options;
  const users = options.users ?? DEFAULT_USERS;
  const total = users * 2;
  const breathe = breather();
  const catalogue = makeCatalogue(seed);
  const kinds = kindsOf(seed, users);
  const log = new EventLog();
  for (let user = 0; user < users; user++) {
    const rng = random(seed, 'sample', 'user', user);
    const shopper = makeShopper(rng, user, kinds[user]!);
    addShopper(log, rng, catalogue, shopper, userDrift(drift, seed, user, shopper.behaviour.segment));
    if (user % 256 === 255) {
      await breathe();
      throwIfAborted(signal);
      yield { stage: 'read', done: user + 1, total, figures: { rows: log.length } };
    }
  }

  const rows = log.byTime();
  const writer = new CsvWriter(log, userIdsOf(users), catalogue);
  const encoder = new TextEncoder();
  const parts: BlobPart[] = [encoder.encode(HEADER)];
  for (let from = 0; from < rows.length; from += ROWS_A_PART) {
    const to = Math.min(rows.length, from + ROWS_A_PART);
    parts.push(encoder.encode(writer.lines(rows, from, to)));
    await breathe();
    throwIfAborted(signal);
    yield { stage: 'read', done: users + Math.round((users * to) / rows.length), total, figures: { rows: rows.length } };
  }
  return new Blob(parts, { type: 'text/csv' });
}

/** What was planted, for tests: nothing in the product may read it. */
export interface SampleTruth {
  /** User id as in the file to the kind of shopper. */
  readonly segmentOf: ReadonlyMap<string, SegmentName>;
  /** Labels (`2024-09`) of all months that differ from the first ones; empty without drift. */
  readonly driftMonths: readonly string[];
  /** The same by what was planted. */
  readonly months: Readonly<Record<DriftKind, readonly string[]>>;
}

export function sampleTruth(options: SampleOptions): SampleTruth {
  const users = options.users ?? DEFAULT_USERS;
  const kinds = kindsOf(options.seed, users);
  const segmentOf = new Map(userIdsOf(users).map((id, user) => [id, BEHAVIOURS[kinds[user]!]!.segment]));
  const of = (kind: DriftKind) => (options.drift ? plantedMonths(kind) : []);
  const months = { checkout: of('checkout'), fade: of('fade'), launch: of('launch'), trial: of('trial') };
  return { segmentOf, driftMonths: [...new Set(Object.values(months).flat())].sort(), months };
}
