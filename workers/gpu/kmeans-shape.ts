/** Threads of a workgroup that goes over rows, and rows that each of them holds at a time: two, so that a centre that was read serves twice. */
export const WORKGROUP = 128;
const ROWS_A_THREAD = 2;
/** Rows of which a workgroup keeps labels, weights and squares until their columns have been added. */
export const TILE_ROWS = WORKGROUP * ROWS_A_THREAD;

/** Three values a row of a tile: label, weight, weighted square. */
const TILE_BYTES = 3 * 4 * TILE_ROWS;
/** Bytes that the variables of a workgroup may take on every WebGPU device. */
const WORKGROUP_BYTES = 16_384;
/** Neighbouring words that a workgroup's memory serves at once, on the GPUs that there are. */
const BANKS = 32;

/** A pair of rows is looked up, multiplied and added to two sums: about as long as adding so many of the slots' sums at the end. */
const STEP = 4;

/** Rows of a workgroup for each cluster, at least, where there are as many: its partial sums, written and read, are 1/16 · (dims + 2) / dims of its rows then. */
const ROWS_A_CLUSTER = 32;
/** Workgroups that share the rows out, at most: 524,288 threads are two to three times what the largest devices hold at once. */
export const MAX_GROUPS = 4096;

/** How one iteration over dims columns and k clusters is shared out among the threads of a workgroup. */
export interface KMeansShape {
  readonly k: number;
  readonly dims: number;
  /** Sums of a problem, dims × k, then by cluster the masses and the inertias: (dims + 2) × k. */
  readonly cells: number;
  /** Columns (of dims + 2) that one workgroup adds, and how many such blocks there are: more than one only where the sums of all do not fit. */
  readonly columns: number;
  readonly blocks: number;
  /** Threads that share a column, each with sums of its own for every cluster. */
  readonly slots: number;
  /** Columns at work at the same time. */
  readonly abreast: number;
  /** Words from the sums of one cluster to those of the next. */
  readonly stride: number;
  /** Words from the centres in one dimension to those in the next: k, filled up to whole vectors of four. */
  readonly paddedK: number;
}

/** The shape in which the threads are done soonest within 16 KB of a workgroup's memory. */
export function kmeansShape(k: number, dims: number): KMeansShape {
  const all = dims + 2;
  const words = Math.max(1, Math.floor((WORKGROUP_BYTES - TILE_BYTES) / (4 * k)));
  const blocks = Math.ceil(all / words);
  const columns = Math.ceil(all / blocks);
  const pairs = TILE_ROWS / ROWS_A_THREAD;
  let best = { slots: 1, abreast: WORKGROUP, cost: Infinity };
  for (let slots = 1; slots * columns <= words && slots <= WORKGROUP; slots++) {
    const abreast = Math.floor(WORKGROUP / slots);
    const steps = Math.ceil(columns / abreast) * Math.ceil(pairs / slots);
    const cost = STEP * steps + slots * Math.ceil((k * columns) / WORKGROUP);
    if (cost < best.cost) best = { slots, abreast, cost };
  }
  const lanes = columns * best.slots;
  const apart = BANKS * Math.ceil(lanes / BANKS);
  return {
    k,
    dims,
    cells: all * k,
    columns,
    blocks,
    slots: best.slots,
    abreast: best.abreast,
    // Threads that add to different clusters do not meet in a bank, where there is room to see to it.
    stride: apart <= words ? apart : lanes,
    paddedK: 4 * Math.ceil(k / 4),
  };
}

/** Bytes of a workgroup's memory that the shape takes. */
export const workgroupBytes = ({ k, stride }: KMeansShape): number => TILE_BYTES + 4 * k * stride;

/**
 * Workgroups for each of several consecutive lots of rows: as many as the rows keep busy, and so few that their partial sums stay small
 * beside the rows and fit a buffer of `bytes`. At least one a lot.
 */
export function groupsFor(lots: readonly number[], { k, cells }: KMeansShape, bytes: number): number[] {
  const rows = lots.reduce((sum, lot) => sum + lot, 0);
  const fit = Math.max(1, Math.floor(bytes / (4 * cells)) - lots.length);
  const tiles = Math.max(Math.ceil((ROWS_A_CLUSTER * k) / TILE_ROWS), Math.ceil(rows / TILE_ROWS / Math.min(MAX_GROUPS, fit)));
  return lots.map((lot) => Math.max(1, Math.ceil(lot / TILE_ROWS / tiles)));
}
