// The assignment step of k-means over rows that lie in the one memory: see ../kernel-shard.ts for how it is used, and ../bounded-shard.ts for what it must
// equal to the bit. Addresses are bytes; nothing here allocates.
import { squaredDistance } from './distance';

/** As in ../lloyd-shard.ts. */
const SLACK: f64 = 1 + 1e-9;
/** Half a unit in the last place of a single 1. */
const UNIT: f64 = 5.9604644775390625e-8;
/** Squares below this may have lost their digits. */
const TINY: f64 = 1e-40;

let dims: i32 = 0;
let k: i32 = 0;
let data: usize = 0;
let weights: usize = 0;
let labels: usize = 0;
let upper: usize = 0;
let second: usize = 0;
let centres: usize = 0;
let lanes: i32 = 0;
let singles: usize = 0;
let path: usize = 0;
let longest: usize = 0;
let moat: usize = 0;

/**
 * Where everything lies. By row: `data` (dims singles), `weights` (a single; address 0: 1 each), `labels` (a word), `upper` and `second` (doubles). By centre,
 * doubles: `centres` (dims of them), `path`, `longest`, `moat`. `singles`: dims × lanes, the centres in single precision, beside each other; `lanes` is k, rounded
 * up to a multiple of 4, and where there is no centre its values are so large that it is nobody's nearest.
 */
export function place(
  dims_: i32,
  k_: i32,
  data_: usize,
  weights_: usize,
  labels_: usize,
  upper_: usize,
  second_: usize,
  centres_: usize,
  lanes_: i32,
  singles_: usize,
  path_: usize,
  longest_: usize,
  moat_: usize,
): void {
  dims = dims_;
  k = k_;
  data = data_;
  weights = weights_;
  labels = labels_;
  upper = upper_;
  second = second_;
  centres = centres_;
  lanes = lanes_;
  singles = singles_;
  path = path_;
  longest = longest_;
  moat = moat_;
}

/** The lowest square of the row just measured, the next one (the same where two are the lowest), and whose the lowest is. */
let best: f32 = 0;
let next: f32 = 0;
let nearest: i32 = 0;

/** In every lane the least of all four. */
// @ts-ignore: decorator
@inline
function least(lanes: v128): v128 {
  const pairs = f32x4.pmin(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1));
  return f32x4.pmin(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2));
}

/** Takes over four squares, those of centre `lane` and the three after it. */
// @ts-ignore: decorator
@inline
function take(squares: v128, lane: i32): void {
  const lowest = least(squares);
  const where = f32x4.eq(squares, lowest);
  const mask = i32x4.bitmask(where);
  const low = f32x4.extract_lane(lowest, 0);
  const others = f32x4.extract_lane(least(v128.bitselect(f32x4.splat(Infinity), squares, where)), 0);
  const then = (mask & (mask - 1)) !== 0 ? low : others;
  if (low < best) {
    next = min(best, then);
    best = low;
    nearest = lane + ctz(mask);
  } else next = min(next, low);
}

/** Measures the row at `row` from all centres, in single precision. */
// @ts-ignore: decorator
@inline
function measure(row: usize): void {
  const stride = <usize>lanes << 2;
  const end = row + (<usize>dims << 2);
  best = Infinity;
  next = Infinity;
  let lane: i32 = 0;
  for (; lane + 8 <= lanes; lane += 8) {
    let left = f32x4.splat(0);
    let right = f32x4.splat(0);
    let centre = singles + (<usize>lane << 2);
    for (let at = row; at < end; at += 4) {
      const x = v128.load_splat<f32>(at);
      const a = f32x4.sub(x, v128.load(centre));
      const b = f32x4.sub(x, v128.load(centre, 16));
      left = f32x4.add(left, f32x4.mul(a, a));
      right = f32x4.add(right, f32x4.mul(b, b));
      centre += stride;
    }
    take(left, lane);
    take(right, lane + 4);
  }
  if (lane < lanes) {
    let sum = f32x4.splat(0);
    let centre = singles + (<usize>lane << 2);
    for (let at = row; at < end; at += 4) {
      const e = f32x4.sub(v128.load_splat<f32>(at), v128.load(centre));
      sum = f32x4.add(sum, f32x4.mul(e, e));
      centre += stride;
    }
    take(sum, lane);
  }
}

/**
 * How far a square in single precision may be from the true one, four times over: each centre is rounded (`reach` is the length of the longest), then each
 * difference, each of their squares and each sum.
 */
// @ts-ignore: decorator
@inline
function error(square: f64, root: f64, reach: f64): f64 {
  return UNIT * ((<f64>dims + 16) * square * 4 + 8 * root * reach + 8 * UNIT * reach * reach) + TINY;
}

/**
 * Gives rows `from` to `to` their nearest centres. What changes is taken from and added to `sums` (k × dims doubles, then k masses). The squares in
 * single precision decide where they are further apart than they can be wrong; elsewhere all are computed again in double precision.
 *
 * @param first no row has a label yet
 * @param reach length of the longest centre
 * @param doubt as `doubtOf` of ../lloyd-shard.ts
 * @returns how many labels changed
 */
export function assign(first: bool, from: i32, to: i32, sums: usize, reach: f64, doubt: f64): i32 {
  let changes: i32 = 0;
  for (let i = from; i < to; i++) {
    const row = data + ((<usize>i * dims) << 2);
    const own = <usize>load<i32>(labels + (<usize>i << 2));
    const eight = <usize>i << 3;
    if (!first) {
      const limit = max(load<f64>(second + eight) - load<f64>(longest + (own << 3)), load<f64>(moat + (own << 3)));
      if ((load<f64>(upper + eight) + load<f64>(path + (own << 3))) * SLACK + doubt < limit) continue;
    }
    measure(row);
    let label = nearest;
    let near = <f64>best;
    let far = <f64>next;
    const nearError = error(near, sqrt<f64>(near), reach);
    const farError = error(far, sqrt<f64>(far), reach);
    if (far - near > nearError + farError) {
      near += nearError;
      far -= farError;
    } else {
      label = 0;
      near = Infinity;
      far = Infinity;
      for (let j = 0; j < k; j++) {
        const square = squaredDistance(row, centres + ((<usize>j * dims) << 3), dims);
        if (square < near) {
          far = near;
          near = square;
          label = j;
        } else if (square < far) far = square;
      }
    }
    const at = <usize>label << 3;
    store<f64>(upper + eight, sqrt<f64>(near) - load<f64>(path + at));
    store<f64>(second + eight, sqrt<f64>(far) + load<f64>(longest + at));
    if (!first && label === <i32>own) continue;
    store<i32>(labels + (<usize>i << 2), label);
    const weight: f64 = weights === 0 ? 1 : <f64>load<f32>(weights + (<usize>i << 2));
    if (!first) transfer(row, -weight, <i32>own, sums);
    transfer(row, weight, label, sums);
    changes++;
  }
  return changes;
}

function transfer(row: usize, weight: f64, label: i32, sums: usize): void {
  const mass = sums + ((<usize>(k * dims + label)) << 3);
  store<f64>(mass, load<f64>(mass) + weight);
  let to = sums + ((<usize>label * dims) << 3);
  for (let at = row, end = row + (<usize>dims << 2); at < end; at += 4) {
    store<f64>(to, load<f64>(to) + weight * <f64>load<f32>(at));
    to += 8;
  }
}
