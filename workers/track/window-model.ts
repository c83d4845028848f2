import { nextTask } from '../math/breathe';
import { embedWindow } from '../encode';
import { applyScale, fitScale, type RawFeatures } from '../features';
import { hashText } from '../math/random';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix, FeatureSpec } from '../protocol/features';
import type { Embedding, Segmentation } from '../protocol/model';
import { assign, fitDiscriminant, type Discriminant } from './discriminant';
import { eraLabels, type EncodedWindow } from './era-labels';

/** What turns a window's features into segments. */
export interface WindowModel {
  /** The features' scales at the length of a window. */
  readonly specs: readonly FeatureSpec[];
  readonly discriminant: Discriminant;
  /** The same for what users do on average over an era. */
  readonly average: Discriminant;
  /** Share of each segment among the averages. */
  readonly shares: Float64Array;
  /** Segment of each user over the whole run, −1 for none. Who is in none over the run is in none in a window. */
  readonly labelOf: Int32Array;
}

/** How likely a user does in a window as in the windows about it. */
const SAME = 0.9;

export interface WindowModelInput {
  readonly events: EventTable;
  readonly matrix: FeatureMatrix;
  readonly embedding: Embedding;
  readonly segmentation: Segmentation;
}

/** Rows that teach the segments; of more, a seeded sample of users serves. */
const MOST_ROWS = 6000;

/**
 * A month's figures are smaller than a year's: standardised by a scale of their own, learned from the first windows, what is typical for a month lies where what
 * is typical for the whole span lies, and the run's encoder can place it.
 *
 * What the segments look like in a window is learned from all windows given, so that a segment that comes late or goes early is known too ({@link eraLabels}).
 *
 * @param first features of the windows that the scale is learned from
 * @param windows those that the segments are learned from, in order of time; read twice if they are many
 * @param winsor quantiles at which values are clipped, as in the features recipe
 */
export async function learnWindowModel(
  { events, matrix, embedding, segmentation }: WindowModelInput,
  first: readonly RawFeatures[],
  windows: readonly { readonly window: number; readonly users: number; raw(): Promise<RawFeatures> }[],
  winsor: readonly [number, number],
  pause: () => Promise<void> = nextTask,
): Promise<WindowModel> {
  const specs = fitScale(first, winsor);
  const { dims } = embedding;
  const { k, centres } = segmentation;
  const labelOf = new Int32Array(events.users).fill(-1);
  for (let row = 0; row < matrix.users; row++) labelOf[matrix.userIndex[row]!] = segmentation.labels[row]!;
  const share =
    MOST_ROWS /
    Math.max(
      1,
      windows.reduce((sum, { users }) => sum + users, 0),
    );
  const learned: EncodedWindow[] = [];
  for (const { window, raw } of windows)
    learned.push(sampled(await encodeWindow(events, await raw(), window, specs, embedding, pause), dims, share));
  const { rows, labels, averages, averageLabels } = eraLabels(learned, dims, labelOf, k, centres);
  return {
    specs,
    discriminant: fitDiscriminant(rows, dims, labels, k, centres),
    average: fitDiscriminant(averages, dims, averageLabels, k, centres),
    shares: sharesOf(averageLabels, k),
    labelOf,
  };
}

/** A window's rows, as they speak for each segment of the averages: users × k. */
export interface ScoredWindow {
  readonly users: Uint32Array;
  readonly scores: Float64Array;
}

export function scoreRows({ average: { k, dims, weights } }: WindowModel, { users, rows }: EncodedWindow): ScoredWindow {
  const scores = new Float64Array(users.length * k);
  for (let row = 0; row < users.length; row++) {
    for (let s = 0; s < k; s++) {
      let product = 0;
      for (let i = 0; i < dims; i++) product += weights[s * dims + i]! * rows[row * dims + i]!;
      scores[row * k + s] = product;
    }
  }
  return { users, scores };
}

/** The users of an era with their segments in it, and the share of each segment. */
export interface Era {
  readonly segmentOf: ReadonlyMap<number, number>;
  readonly shares: Float64Array;
}

/** @param windows of the era */
export function eraOf({ average: { k, intercepts }, labelOf }: WindowModel, windows: readonly ScoredWindow[]): Era {
  const cells = new Map<number, number>();
  for (const { users } of windows) for (const user of users) if (labelOf[user]! >= 0 && !cells.has(user)) cells.set(user, cells.size);
  const sums = new Float64Array(cells.size * k);
  const counts = new Float64Array(cells.size);
  for (const { users, scores } of windows) {
    for (let row = 0; row < users.length; row++) {
      const cell = cells.get(users[row]!);
      if (cell === undefined) continue;
      counts[cell]!++;
      for (let s = 0; s < k; s++) sums[cell * k + s]! += scores[row * k + s]!;
    }
  }
  const labels = Int32Array.from(counts, (n, cell) => {
    let label = 0;
    for (let s = 1; s < k; s++) {
      if (sums[cell * k + s]! / n + intercepts[s]! > sums[cell * k + label]! / n + intercepts[label]!) label = s;
    }
    return label;
  });
  return { segmentOf: new Map(Array.from(cells, ([user, cell]) => [user, labels[cell]!])), shares: sharesOf(labels, k) };
}

/** What is known of a window's users from the windows about it. */
export interface Surroundings {
  /** The eras of the windows before it, and from it on. */
  readonly before: Era;
  readonly after: Era;
  /** The windows of both, in order of time, and which of them is the window itself. */
  readonly windows: readonly ScoredWindow[];
  readonly at: number;
}

/**
 * The segments of a window's users. A week says little about a user: the window is judged by the discriminant with a bonus for the segment that the user is in by the
 * windows about it, so that users do not change their segment by noise. Where the windows before and those from it on say different segments, it is the one on
 * whose side of the user's turn the window lies ({@link turnOf}).
 * Users without a segment over the whole run have none.
 * A segment that is rarer from the window on than over all windows loses as much in odds: where nobody is left, nobody's noise fills it.
 */
export function segmentsIn(model: WindowModel, { users, rows }: EncodedWindow, around: Surroundings): Int32Array {
  const { discriminant, shares, labelOf } = model;
  const { before, after, windows, at } = around;
  const intercepts = discriminant.intercepts.map((intercept, s) => intercept + Math.min(0, Math.log(after.shares[s]! / shares[s]!)));
  const known = Int32Array.from(users, (user) => {
    const was = before.segmentOf.get(user);
    const is = after.segmentOf.get(user);
    if (was === undefined || is === undefined || was === is) return is ?? was ?? -1;
    return turnOf(model, windows, user, was, is) <= at ? is : was;
  });
  const bonus = Math.log(SAME) - Math.log((1 - SAME) / Math.max(1, discriminant.k - 1));
  return assign({ ...discriminant, intercepts }, rows, known, bonus).map((label, row) => (labelOf[users[row]!]! < 0 ? -1 : label));
}

/**
 * The window from which on a user is in one segment and not in another any more: the split of the windows that is likeliest, all windows before it counting for the old
 * segment and all others for the new one. It lies where the cumulative sum of the log odds of the new one is least.
 */
function turnOf(
  { average: { k, intercepts } }: WindowModel,
  windows: readonly ScoredWindow[],
  user: number,
  from: number,
  to: number,
): number {
  let turn = 0;
  let sum = 0;
  let least = 0;
  windows.forEach(({ users, scores }, w) => {
    const row = indexOf(users, user);
    if (row < 0) return;
    sum += scores[row * k + to]! + intercepts[to]! - scores[row * k + from]! - intercepts[from]!;
    if (sum >= least) return;
    least = sum;
    turn = w + 1;
  });
  return turn;
}

/** Position of a value in an ascending list, or −1. */
function indexOf(ascending: Uint32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === value ? low : -1;
}

/** With half a row added to each, so that none is zero. */
function sharesOf(labels: Int32Array, k: number): Float64Array {
  const counts = new Float64Array(k).fill(0.5);
  for (const label of labels) if (label >= 0) counts[label]!++;
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / all);
}

/** The same users in every window. */
function sampled(window: EncodedWindow, dims: number, share: number): EncodedWindow {
  if (share >= 1) return window;
  const { users, rows } = window;
  const taken: number[] = [];
  users.forEach((user, row) => {
    if (hashText(String(user)) < share * 4294967296) taken.push(row);
  });
  const kept = new Float32Array(taken.length * dims);
  taken.forEach((row, i) => kept.set(rows.subarray(row * dims, (row + 1) * dims), i * dims));
  return { window: window.window, users: Uint32Array.from(taken, (row) => users[row]!), rows: kept };
}

/** What the run's encoder makes of a window. @param pause awaited now and then */
export async function encodeWindow(
  events: EventTable,
  raw: RawFeatures,
  window: number,
  specs: readonly FeatureSpec[],
  embedding: Embedding,
  pause: () => Promise<void>,
): Promise<EncodedWindow> {
  const { users, from, to } = raw;
  const scaled = applyScale(raw, specs);
  const rows = await embedWindow(embedding, events, { users, features: specs.length, scaled, from, to }, pause);
  return { window, users: raw.userIndex, rows };
}
