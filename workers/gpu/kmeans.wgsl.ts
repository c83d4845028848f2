import { type KMeansShape, WORKGROUP } from './kmeans-shape';

/** Values of a problem's status word. */
export const STATUS = { running: 0, done: 1, empty: 2 } as const;
/** u32 words a problem in the state buffer: status, iterations, bits of the last shift, unused. */
export const STATE_WORDS = 4;
/** Bits of a lot's parameters. */
export const FLAGS = { weighted: 1, keep: 2 } as const;

/** Threads of a workgroup that adds what many workgroups left, or moves centres. */
const ADDERS = 256;
/** Cells of which a workgroup adds the partial sums: 64 threads share each, or a thread has each to itself. */
export const CELLS_A_GROUP = { reduceMany: 4, reduceFew: 64 } as const;
/** Partial sums of a cell of which one thread adds them all. */
export const FEW = 64;
/** Partial sums that a thread asks for before it adds the first. */
const ASKED_AT_ONCE = 8;
/** Columns of a row that a thread asks for before it looks at the first. */
const COLUMNS_AT_ONCE = 8;

/*
 * Lloyd's iterations as three passes. All sums are added in an order that depends on the numbers of rows, columns and clusters alone, so that
 * a run is repeated to the bit. Several problems (restarts: same rows, weights and k, other centres) go side by side, those on the same rows
 * next to each other.
 *
 *     assign   a workgroup takes rows a tile at a time. A thread finds the nearest centre of two of them (ties to the lowest); then the threads share
 *              the columns out and add weight × value by cluster in the workgroup's memory: the dims, the weight itself (the cluster's mass) and
 *              weight × squared distance (its inertia). The rows are read from memory for the distances, and again, now from cache, for the sums.
 *     reduce   adds the workgroups' sums: those of many by 64 threads a cell and in the workgroup's memory, those of few by one thread
 *     settle   moves the centres to the means; done at a summed squared shift of at most the threshold or at the last iteration;
 *              a cluster without mass stops the problem with `empty`, its centres unmoved
 *
 * Rows lie transposed (dims × rows of the lot, filled up to pairs), so that neighbouring threads read neighbouring values; centres as problems × dims × k,
 * filled up to vectors of four, which all threads read at the same address. What is fixed for a shape is written into the source: loops over
 * clusters are written out, and their distances are registers.
 */

const each = (count: number, write: (i: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, i) => write(i)).join(between);

export function assignShader({ k, dims, cells, columns, slots, abreast, stride, paddedK }: KMeansShape): string {
  const vectors = paddedK / 4;
  /** Adds to the distances of both rows what they are apart in `count` dimensions from `d` on; asks for all values before the first is used. */
  const add = (d: string, count: number): string => `
        ${each(count, (i) => `let x${i} = data[(${d} + ${i}u) * params.pairs + pair];`)}
        ${each(count, (i) =>
          each(
            vectors,
            (q) =>
              `{ let c = centres[start + (${d} + ${i}u) * ${vectors}u + ${q}u]; let a = x${i}.x - c; let b = x${i}.y - c; near${q} += a * a; far${q} += b * b; }`,
          ),
        )}`;
  const whole = dims - (dims % COLUMNS_AT_ONCE);
  const distanceTo = (name: string, j: number): string => `${name}${j >> 2}[${j & 3}]`;
  return /* wgsl */ `
struct Params { rows: u32, offset: u32, pairs: u32, allRows: u32, groups: u32, firstGroup: u32, allGroups: u32, flags: u32 }

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> data: array<vec2f>;
@group(0) @binding(2) var<storage, read> weights: array<vec2f>;
@group(0) @binding(3) var<storage, read> centres: array<vec4f>;
@group(0) @binding(4) var<storage, read> state: array<u32>;
@group(0) @binding(5) var<storage, read_write> labels: array<u32>;
@group(0) @binding(6) var<storage, read_write> squares: array<f32>;
@group(0) @binding(7) var<storage, read_write> partials: array<f32>;

var<workgroup> tileLabels: array<vec2u, ${WORKGROUP}>;
var<workgroup> tileWeights: array<vec2f, ${WORKGROUP}>;
var<workgroup> tileSquares: array<vec2f, ${WORKGROUP}>;
var<workgroup> totals: array<f32, ${k * stride}>;

@compute @workgroup_size(${WORKGROUP})
fn assign(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) me: u32) {
  let problem = group.x;
  if (state[problem * ${STATE_WORDS}u] != ${STATUS.running}u) { return; }
  let start = problem * ${dims * vectors}u;
  let firstColumn = group.z * ${columns}u;
  let columns = min(${columns}u, ${dims + 2}u - firstColumn);
  let slot = me % ${slots}u;
  for (var first = group.y * ${WORKGROUP}u; first < params.pairs; first += params.groups * ${WORKGROUP}u) {
    let pair = first + me;
    var label = vec2u();
    var weight = vec2f();
    var square = vec2f();
    if (pair < params.pairs) {
      let row = 2u * pair;
      let second = row + 1u < params.rows;
      weight = vec2f(1.0, select(0.0, 1.0, second));
      if ((params.flags & ${FLAGS.weighted}u) != 0u) { weight = weights[params.offset / 2u + pair]; }
      ${each(vectors, (q) => `var near${q} = vec4f(); var far${q} = vec4f();`)}
      for (var d = 0u; d < ${whole}u; d += ${COLUMNS_AT_ONCE}u) {${add('d', COLUMNS_AT_ONCE)} }
      ${add(`${whole}u`, dims - whole)}
      square = vec2f(near0[0], far0[0]);
      ${each(k - 1, (i) => {
        const [near, far] = [distanceTo('near', i + 1), distanceTo('far', i + 1)];
        return `if (${near} < square.x) { square.x = ${near}; label.x = ${i + 1}u; } if (${far} < square.y) { square.y = ${far}; label.y = ${i + 1}u; }`;
      })}
      if ((params.flags & ${FLAGS.keep}u) != 0u && group.z == 0u) {
        let at = problem * params.allRows + params.offset + row;
        labels[at] = label.x;
        squares[at] = square.x;
        if (second) { labels[at + 1u] = label.y; squares[at + 1u] = square.y; }
      }
    }
    tileLabels[me] = label * ${stride}u;
    tileWeights[me] = weight;
    tileSquares[me] = weight * square;
    workgroupBarrier();
    let pairs = min(${WORKGROUP}u, params.pairs - first);
    if (me < ${slots * abreast}u) {
      for (var c = me / ${slots}u; c < columns; c += ${abreast}u) {
        let column = firstColumn + c;
        let at = c * ${slots}u + slot;
        for (var p = slot; p < pairs; p += ${slots}u) {
          var value = tileWeights[p];
          if (column < ${dims}u) { value *= data[column * params.pairs + first + p]; }
          else if (column > ${dims}u) { value = tileSquares[p]; }
          totals[tileLabels[p].x + at] += value.x;
          totals[tileLabels[p].y + at] += value.y;
        }
      }
    }
    workgroupBarrier();
  }
  let into = (problem * params.allGroups + params.firstGroup + group.y) * ${cells}u + firstColumn * ${k}u;
  for (var cell = me; cell < columns * ${k}u; cell += ${WORKGROUP}u) {
    let at = (cell % ${k}u) * ${stride}u + (cell / ${k}u) * ${slots}u;
    var total = 0.0;
    for (var s = 0u; s < ${slots}u; s++) { total += totals[at + s]; }
    partials[into + cell] = total;
  }
}
`;
}

export function settleShader({ k, dims, cells, paddedK }: KMeansShape): string {
  const abreast = CELLS_A_GROUP.reduceMany;
  return /* wgsl */ `
struct Params { groups: u32, maxIterations: u32, threshold: f32, unused: u32 }

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;
@group(0) @binding(3) var<storage, read_write> centres: array<f32>;
@group(0) @binding(4) var<storage, read_write> state: array<u32>;

var<workgroup> parts: array<f32, ${ADDERS}>;

fn running(problem: u32) -> bool { return state[problem * ${STATE_WORDS}u] == ${STATUS.running}u; }

/** Adds the parts whose places are equal modulo ${abreast}, eight at a time: few barriers, which software is slow at. */
fn fold(me: u32) {
  for (var left = ${ADDERS / 8}u; left >= ${abreast}u; left /= 8u) {
    workgroupBarrier();
    if (me < left) {
      var total = parts[me];
      for (var i = 1u; i < 8u; i++) { total += parts[me + i * left]; }
      parts[me] = total;
    }
  }
  workgroupBarrier();
}

/** Sum of a cell over the workgroups from \`first\` on in steps. */
fn sumOf(problem: u32, cell: u32, first: u32, step: u32) -> f32 {
  let start = problem * params.groups * ${cells}u + cell;
  var total = 0.0;
  var g = first;
  for (; g + ${ASKED_AT_ONCE - 1}u * step < params.groups; g += ${ASKED_AT_ONCE}u * step) {
    ${each(ASKED_AT_ONCE, (i) => `let p${i} = partials[start + (g + ${i}u * step) * ${cells}u];`)}
    total += ${each(ASKED_AT_ONCE, (i) => `p${i}`, ' + ')};
  }
  for (; g < params.groups; g += step) { total += partials[start + g * ${cells}u]; }
  return total;
}

@compute @workgroup_size(${CELLS_A_GROUP.reduceFew})
fn reduceFew(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) me: u32) {
  let problem = group.x;
  let cell = group.y * ${CELLS_A_GROUP.reduceFew}u + me;
  if (cell < ${cells}u && running(problem)) { sums[problem * ${cells}u + cell] = sumOf(problem, cell, 0u, 1u); }
}

@compute @workgroup_size(${ADDERS})
fn reduceMany(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) me: u32) {
  let problem = group.x;
  let cell = group.y * ${abreast}u + me % ${abreast}u;
  let adds = cell < ${cells}u && running(problem);
  parts[me] = 0.0;
  if (adds) { parts[me] = sumOf(problem, cell, me / ${abreast}u, ${ADDERS / abreast}u); }
  fold(me);
  if (adds && me < ${abreast}u) { sums[problem * ${cells}u + cell] = parts[me]; }
}

@compute @workgroup_size(${ADDERS})
fn settle(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) me: u32) {
  let problem = group.x;
  let start = problem * ${cells}u;
  let masses = start + ${dims * k}u;
  let runs = running(problem);
  var least = sums[masses];
  for (var j = 1u; j < ${k}u; j++) { least = min(least, sums[masses + j]); }
  var shift = 0.0;
  if (runs && least > 0.0) {
    for (var cell = me; cell < ${dims * k}u; cell += ${ADDERS}u) {
      let next = sums[start + cell] / sums[masses + cell % ${k}u];
      let here = (problem * ${dims}u + cell / ${k}u) * ${paddedK}u + cell % ${k}u;
      let e = next - centres[here];
      shift += e * e;
      centres[here] = next;
    }
  }
  parts[me] = shift;
  fold(me);
  if (!runs || me > 0u) { return; }
  let whole = ${each(abreast, (i) => `parts[${i}]`, ' + ')};
  let at = problem * ${STATE_WORDS}u;
  if (least <= 0.0) { state[at] = ${STATUS.empty}u; return; }
  let iterations = state[at + 1u] + 1u;
  state[at + 1u] = iterations;
  state[at + 2u] = bitcast<u32>(whole);
  if (whole <= params.threshold || iterations >= params.maxIterations) { state[at] = ${STATUS.done}u; }
}
`;
}
