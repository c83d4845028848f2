import type { Centres } from './centres';
import { joined, lloydSteps, type LloydRun, type LloydTask } from './lloyd';
import { BLOCK_ROWS, blocksOf, type ShardAnswer, type ShardCall, type ShardResult } from './lloyd-shard';

/** The shards of a run, wherever they are; answers come in the order of their rows. */
export interface Shards {
  ask(call: ShardCall): Promise<readonly ShardAnswer[]>;
  finish(centres: Centres): Promise<readonly ShardResult[]>;
}

/** A run of Lloyd's algorithm whose rows lie in several shards: what crosses in a step are centres and sums. The run is that of `lloyd` to the bit. */
export async function splitLloyd(shards: Shards, task: LloydTask): Promise<LloydRun> {
  const steps = lloydSteps(task);
  let step = steps.next();
  while (!step.done) step = steps.next(await shards.ask(step.value));
  return joined(step.value, await shards.finish(step.value.centres));
}

/** Rows [from, to) of each of at most `most` shards: whole blocks, as evenly as they can be shared out. */
export function cutShards(rows: number, most: number): [from: number, to: number][] {
  const blocks = blocksOf(rows);
  const count = Math.max(1, Math.min(most, blocks));
  const edge = (at: number) => Math.min(rows, Math.floor((at * blocks) / count) * BLOCK_ROWS);
  return Array.from({ length: count }, (_, at) => [edge(at), edge(at + 1)]);
}
