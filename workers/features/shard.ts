import { Packing } from '../math/packing';
import { zone } from '../math/zone';
import type { CodedColumn, EventTable } from '../protocol/events';
import type { FeatureSupport } from '../protocol/features';
import type { FeaturesRecipe } from '../protocol/recipe';
import type { Span } from './feature-set';
import { RawJob } from './raw';

/** The codes of some rows; `size`: more than the largest code of the table. */
interface ShardCodes {
  readonly codes: Int32Array;
  readonly size: number;
}

/** What the features of successive users are computed from: a copy of their rows that can be transferred to a worker. */
export interface FeatureShard {
  /** That of all columns. */
  readonly memory: ArrayBuffer;
  readonly userOffsets: Uint32Array;
  readonly time: Float64Array;
  readonly typeCodes: Int32Array;
  readonly typeNames: readonly string[];
  readonly purchaseCodes: readonly number[];
  readonly flags: Uint8Array;
  readonly value: Float64Array | null;
  readonly quantity: Float64Array | null;
  readonly item: ShardCodes | null;
  readonly category: ShardCodes | null;
  readonly order: ShardCodes | null;
  readonly session: ShardCodes | null;
  readonly zone: string;
  readonly span: Span;
  readonly recipe: FeaturesRecipe;
  readonly ids: readonly string[];
  readonly support: FeatureSupport;
}

export interface ShardFeatures {
  /** Row-major, a row for each user of the shard with an event in the window. */
  readonly values: Float64Array;
  /** That of the shard. */
  readonly memory: ArrayBuffer;
}

/** Computes the features of shards, several at once: in workers, or in a test's own thread. */
export interface ShardComputer {
  /** Shards worth asking for at once. */
  readonly concurrency: number;
  /** Takes the shard's memory away, and gives it back with the answer. */
  features(shard: FeatureShard): Promise<ShardFeatures>;
}

export type ShardPlan = Pick<FeatureShard, 'span' | 'recipe' | 'ids' | 'support'>;

/**
 * The rows of the users first … last − 1 of the table.
 *
 * @param spare memory of a shard that is not needed any more
 */
export function shardOf(events: EventTable, first: number, last: number, plan: ShardPlan, spare?: ArrayBuffer): FeatureShard {
  const from = events.userOffsets[first]!;
  const to = events.userOffsets[last]!;
  const { item, category, order, session, value, quantity } = events;
  const rows = <A extends Float64Array | Int32Array | Uint8Array>(column: A) => column.subarray(from, to) as A;
  const columns = [
    events.time,
    events.type.codes,
    events.flags,
    value,
    quantity,
    ...[item, category, order, session].map((one) => one?.codes),
  ];
  const packing = new Packing(
    columns.flatMap((column) => (column ? [rows(column)] : [])),
    spare,
  );
  const copied = <A extends Float64Array | Int32Array | Uint8Array>(column: A) => packing.copy(rows(column));
  const coded = (codes: Int32Array | undefined, size = 0) => (codes === undefined ? null : { codes: copied(codes), size });
  return {
    ...plan,
    memory: packing.memory,
    userOffsets: events.userOffsets.slice(first, last + 1).map((offset) => offset - from),
    time: copied(events.time),
    typeCodes: copied(events.type.codes),
    typeNames: events.type.names,
    purchaseCodes: events.purchaseCodes,
    flags: copied(events.flags),
    value: value && copied(value),
    quantity: quantity && copied(quantity),
    item: coded(item?.codes, item?.names.length),
    category: coded(category?.codes, category?.names.length),
    order: coded(order?.codes, order?.names.length),
    session: coded(session?.codes, session ? session.keys.length / 2 : 0),
    zone: events.zone.name,
  };
}

/** How many different codes there may be; where that is more than rows, the codes are rebased. */
function sizeOf({ codes, size }: ShardCodes): number {
  return size <= codes.length ? size : rebase(codes);
}

/**
 * Counts the codes from the smallest of them; returns how many different ones there may be. They are numbered by first appearance in the table, so that those
 * of successive users lie close together in most columns.
 */
function rebase(codes: Int32Array): number {
  // Without branches, which a column with gaps makes the processor guess wrong.
  let low = 0x7fffffff;
  let high = -1;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    // No code is the largest number.
    low = Math.min(low, (code & 0x7fffffff) | ((code >> 31) & 0x7fffffff));
    high = Math.max(high, code);
  }
  if (high < 0) return 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    codes[row] = code - (low & ~(code >> 31));
  }
  return high - low + 1;
}

/** The features of a shard's users, the same as those that the whole table gives them. Writes over its codes. */
export function shardFeatures(shard: FeatureShard): ShardFeatures {
  const { span, recipe, ids, support, userOffsets, time, typeCodes, typeNames, purchaseCodes, flags, value, quantity } = shard;
  const users = userOffsets.length - 1;
  const coded = (column: ShardCodes | null): CodedColumn | null =>
    column && { codes: column.codes, names: new Array<string>(sizeOf(column)) };
  const events: EventTable = {
    rows: time.length,
    users,
    userIds: new Array<string>(users),
    userOffsets,
    time,
    type: { codes: typeCodes, names: typeNames },
    purchaseCodes,
    flags,
    value,
    quantity,
    item: coded(shard.item),
    category: coded(shard.category),
    order: coded(shard.order),
    session: shard.session && { codes: shard.session.codes, keys: new Int32Array(2 * sizeOf(shard.session)) },
    zone: zone(shard.zone),
  };
  const job = new RawJob(events, span.from, span.to, recipe, ids, support, span.end);
  job.compute(0, job.users);
  return { values: job.raw, memory: shard.memory };
}
