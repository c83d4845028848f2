import { invertSymmetric, segmentMeans, withinCovariance } from './discriminant';

/** Windows in a row over which a user's behaviour is averaged. */
export const ERA = 4;
/** How likely a user behaves as what is known of the user says, before looking at the behaviour; and how many users that counts for. */
const SAME = 0.9;
const PRIOR_USERS = 10;
const PASSES = 3;
/** Most steps of expectation and maximisation, and the change of a share below which they end. */
const STEPS = 12;
const SETTLED = 0.002;

/** What users did in a window, encoded. */
export interface EncodedWindow {
  readonly window: number;
  readonly users: Uint32Array;
  /** users × dims. */
  readonly rows: Float32Array;
}

/** Which segment an average of rows belongs to: normal about the segment's mean, by linear scores. */
interface EraRule {
  readonly k: number;
  readonly dims: number;
  /** Σ⁻¹μ, k × dims. */
  readonly weights: Float64Array;
  /** μ′Σ⁻¹μ. */
  readonly squares: Float64Array;
}

/**
 * The segment of each row, for learning what segments look like in a window. Over the whole run a user has one segment, though half of the time the user may have
 * behaved as another: who turned from regular to collector in the middle is a collector, and the rows from before would teach that collectors behave
 * as regulars do, in windows where there were none.
 *
 * So each user's rows are averaged over eras of four windows, and an era is given the segment that is likeliest for the average: normal about the segment's mean with
 * the covariance within segments (one half between users, one half from window to window). Before looking it is the user's own with nine in ten, but what the
 * segment's users do in the era counts for more the more of them there are (empirical Bayes): where nearly all future collectors are regulars, so is one of whom
 * little is known. Means and covariance follow in a few passes. Where segments look alike within a window, the prior wins and nothing changes.
 *
 * @param labelOf segment of each user over the run, −1 for none
 * @param centres k × dims, of the whole run
 * @returns the segments of all rows, window after window, and the averages with theirs
 */
export function eraLabels(
  windows: readonly EncodedWindow[],
  dims: number,
  labelOf: Int32Array,
  k: number,
  centres: Float32Array,
): { rows: Float32Array; labels: Int32Array; averages: Float32Array; averageLabels: Int32Array } {
  const rows = new Float32Array(windows.reduce((sum, window) => sum + window.rows.length, 0));
  const own = new Int32Array(rows.length / dims);
  const cellOf = new Int32Array(own.length);
  const cells = new Map<number, number>();
  const users = labelOf.length;
  let at = 0;
  for (const window of windows) {
    rows.set(window.rows, at * dims);
    for (const user of window.users) {
      const key = Math.floor(window.window / ERA) * users + user;
      let cell = cells.get(key);
      if (cell === undefined) cells.set(key, (cell = cells.size));
      cellOf[at] = cell;
      own[at++] = labelOf[user]!;
    }
  }
  const size = cells.size;
  const counts = new Float64Array(size);
  const home = new Int32Array(size);
  const sums = new Float32Array(size * dims);
  for (let row = 0; row < cellOf.length; row++) {
    const cell = cellOf[row]!;
    counts[cell]!++;
    home[cell] = own[row]!;
    for (let i = 0; i < dims; i++) sums[cell * dims + i]! += rows[row * dims + i]!;
  }
  const era = Int32Array.from(cells.keys(), (key) => Math.floor(key / users));

  let labels = own;
  let averageLabels: Int32Array = home;
  for (let pass = 0; pass < PASSES; pass++) {
    const rule = ruleOf(rows, dims, labels, k, centres);
    const chosen = likeliest(rule, { sums: scoresOf(rule, sums), counts, home, era });
    const next = Int32Array.from(cellOf, (cell) => chosen[cell]!);
    const changed = next.some((label, i) => label !== labels[i]);
    labels = next;
    averageLabels = chosen;
    if (!changed) break;
  }
  return { rows, labels, averages: sums.map((sum, i) => sum / counts[Math.floor(i / dims)]!), averageLabels };
}

/** What users did in eras, a cell a user and era. */
interface Cells {
  /** cells × k: sums of the scores of rows. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  /** The user's segment over the run. */
  readonly home: Int32Array;
  readonly era: Int32Array;
}

/** x′Σ⁻¹μ of each row: rows × k. */
function scoresOf({ k, dims, weights }: EraRule, rows: Float32Array): Float64Array {
  const scores = new Float64Array((rows.length / dims) * k);
  for (let row = 0, at = 0; row < rows.length; row += dims) {
    for (let s = 0; s < k; s++) {
      let product = 0;
      for (let i = 0; i < dims; i++) product += weights[s * dims + i]! * rows[row + i]!;
      scores[at++] = product;
    }
  }
  return scores;
}

function ruleOf(rows: Float32Array, dims: number, labels: Int32Array, k: number, centres: Float32Array): EraRule {
  const { means } = segmentMeans(rows, dims, labels, k, centres);
  const precision = invertSymmetric(withinCovariance(rows, dims, labels, means), dims);
  const weights = new Float64Array(k * dims);
  const squares = new Float64Array(k);
  for (let s = 0; s < k; s++) {
    for (let i = 0; i < dims; i++) {
      let sum = 0;
      for (let j = 0; j < dims; j++) sum += precision[i * dims + j]! * means[s * dims + j]!;
      weights[s * dims + i] = sum;
      squares[s]! += sum * means[s * dims + i]!;
    }
  }
  return { k, dims, weights, squares };
}

function likeliest({ k, squares }: EraRule, { sums, counts, home, era }: Cells): Int32Array {
  const cells = home.length;
  // How likely the average is in each segment, over that of the likeliest.
  const likelihood = new Float64Array(cells * k);
  let eras = 0;
  for (let cell = 0; cell < cells; cell++) {
    eras = Math.max(eras, era[cell]! + 1);
    const n = counts[cell]!;
    let most = -Infinity;
    for (let s = 0; s < k; s++) {
      // An average of n rows has the covariance (½ + ½/n)·Σ.
      const score = ((2 * n) / (n + 1)) * (sums[cell * k + s]! / n - squares[s]! / 2);
      likelihood[cell * k + s] = score;
      if (score > most) most = score;
    }
    for (let s = 0; s < k; s++) likelihood[cell * k + s] = Math.exp(likelihood[cell * k + s]! - most);
  }
  const doing = whatSegmentsDo(likelihood, home, era, eras, k);
  return home.map((own, cell) => {
    if (own < 0) return own;
    const group = (era[cell]! * k + own) * k;
    let label = own;
    let best = 0;
    for (let s = 0; s < k; s++) {
      const odds = likelihood[cell * k + s]! * doing[group + s]!;
      if (odds <= best) continue;
      best = odds;
      label = s;
    }
    return label;
  });
}

/** Shares of the users of each segment who behave as each segment does, in each era: eras × k × k, by expectation and maximisation. */
function whatSegmentsDo(likelihood: Float64Array, home: Int32Array, era: Int32Array, eras: number, k: number): Float64Array {
  const usual = Float64Array.from({ length: k * k }, (_, i) => (Math.floor(i / k) === i % k ? SAME : (1 - SAME) / Math.max(1, k - 1)));
  let doing = Float64Array.from({ length: eras * k * k }, (_, i) => usual[i % (k * k)]!);
  for (let step = 0; step < STEPS; step++) {
    const next = Float64Array.from(doing, (_, i) => PRIOR_USERS * usual[i % (k * k)]!);
    const users = new Float64Array(eras * k).fill(PRIOR_USERS);
    for (let cell = 0; cell < home.length; cell++) {
      if (home[cell]! < 0) continue;
      const group = era[cell]! * k + home[cell]!;
      let total = 0;
      for (let s = 0; s < k; s++) total += likelihood[cell * k + s]! * doing[group * k + s]!;
      for (let s = 0; s < k; s++) next[group * k + s]! += (likelihood[cell * k + s]! * doing[group * k + s]!) / total;
      users[group]!++;
    }
    let moved = 0;
    for (let i = 0; i < next.length; i++) {
      next[i]! /= users[Math.floor(i / k)]!;
      moved = Math.max(moved, Math.abs(next[i]! - doing[i]!));
    }
    doing = next;
    if (moved < SETTLED) break;
  }
  return doing;
}
