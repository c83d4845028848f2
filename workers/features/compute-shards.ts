import { AppError, throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { Stage } from '../protocol/progress';
import type { FeaturesRecipe } from '../protocol/recipe';
import type { RawJob } from './raw';
import { shardOf, type ShardComputer, type ShardFeatures } from './shard';

/** Below so many rows the copies cost more than they save. */
const SMALLEST_TABLE = 200_000;
/** Small enough that its memory is soon used again, and that no worker is left with much of the last one. */
const LARGEST_SHARD = 250_000;
/** For each that is asked for at once, so that those under way are a small part of the table. */
const SHARDS_EACH = 6;

/**
 * Fills a job over the whole table, whose users are shared out in runs of about the same number of rows.
 *
 * @returns false, with nothing done, for a table that is too small, or has more than events
 * @throws AppError `cancelled`, `worker-crashed`
 */
export async function* computeShards(
  events: EventTable,
  job: RawJob,
  recipe: FeaturesRecipe,
  computer: ShardComputer,
  signal?: AbortSignal,
  smallestTable = SMALLEST_TABLE,
): Stage<boolean> {
  // Shards do not carry what is known of users and items.
  if (events.rows < smallestTable || events.attributes || events.items || events.timeless) return false;
  const { definitions, support } = job.result();
  const plan = { span: job.span, recipe, ids: definitions.map(({ id }) => id), support };
  const shardRows = Math.min(LARGEST_SHARD, Math.ceil(events.rows / (SHARDS_EACH * computer.concurrency)));
  const shards = runsOf(events, shardRows);
  const answers: Promise<ShardFeatures>[] = [];
  const spares: ArrayBuffer[] = [];
  const ask = (shard: number) => {
    const answer = computer.features(shardOf(events, shards[shard]!, shards[shard + 1]!, plan, spares.pop()));
    // It may fail while another one is awaited.
    answer.catch(() => undefined);
    answers.push(answer);
  };
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(new AppError('cancelled')), { once: true });
  });
  aborted.catch(() => undefined);
  let filled = 0;
  for (let shard = 0; shard + 1 < shards.length; shard++) {
    while (answers.length + 1 < shards.length && answers.length <= shard + computer.concurrency) ask(answers.length);
    throwIfAborted(signal);
    const { values, memory } = await Promise.race([answers[shard]!, aborted]);
    spares.push(memory);
    job.raw.set(values, filled);
    filled += values.length;
    yield { stage: 'features', done: filled, total: job.raw.length };
  }
  return true;
}

/** First user of each run, and the number of users at the end. */
function runsOf({ users, userOffsets }: EventTable, rows: number): number[] {
  const firsts = [0];
  for (let user = 0; user < users; user++) {
    if (userOffsets[user + 1]! - userOffsets[firsts.at(-1)!]! >= rows) firsts.push(user + 1);
  }
  if (firsts.at(-1) !== users) firsts.push(users);
  return firsts;
}
