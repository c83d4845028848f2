/** Values of a problem's status word. */
export const STATUS = { running: 0, done: 1, empty: 2 } as const;
/** u32 words a problem in the state buffer: status, iterations, bits of the last shift, unused. */
export const STATE_WORDS = 4;
export const WORKGROUP = 64;

/**
 * Lloyd's iterations as four passes, without atomics or barriers, so that a sum is added in the same order on every run and
 * a software adapter is not slow. Several problems (restarts: same rows, weights and k, other centres) go side by side in z.
 *
 *     assign      a thread a row: nearest centre (ties to the lowest) and squared distance to it
 *     accumulate  a thread a lane and column: weighted sums by cluster in private registers, one of each column:
 *                 the dims, then the weight itself (the cluster's mass), then weight × squared distance (its inertia)
 *     reduce      a thread a column and cluster: adds the lanes
 *     settle      a thread a problem: moves the centres to the means; done at a summed squared shift of at most the threshold or at
 *                 the last iteration; a cluster without mass stops the problem with `empty`, its centres unmoved
 *
 * Rows lie transposed (dims × rows of the chunk), centres as problems × dims × k, both so that neighbouring threads read neighbouring
 * values. k is written into the source, since only then do the private arrays become registers.
 */
export function kmeansShader(k: number): string {
  return /* wgsl */ `
const K = ${k}u;
struct Params { rows: u32, offset: u32, dims: u32, lanes: u32, allRows: u32, first: u32, maxIterations: u32, threshold: f32 }

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> data: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> centres: array<f32>;
@group(0) @binding(4) var<storage, read_write> labels: array<u32>;
@group(0) @binding(5) var<storage, read_write> squares: array<f32>;
@group(0) @binding(6) var<storage, read_write> partials: array<f32>;
@group(0) @binding(7) var<storage, read_write> sums: array<f32>;
@group(0) @binding(8) var<storage, read_write> state: array<u32>;

fn running(problem: u32) -> bool { return state[problem * ${STATE_WORDS}u] == ${STATUS.running}u; }

@compute @workgroup_size(${WORKGROUP})
fn assign(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  let problem = id.z;
  if (row >= params.rows || !running(problem)) { return; }
  var distance: array<f32, K>;
  for (var j = 0u; j < K; j++) { distance[j] = 0.0; }
  for (var d = 0u; d < params.dims; d++) {
    let x = data[d * params.rows + row];
    let start = (problem * params.dims + d) * K;
    for (var j = 0u; j < K; j++) {
      let e = x - centres[start + j];
      distance[j] += e * e;
    }
  }
  var best = distance[0];
  var label = 0u;
  for (var j = 1u; j < K; j++) {
    if (distance[j] < best) { best = distance[j]; label = j; }
  }
  let at = problem * params.allRows + params.offset + row;
  labels[at] = label;
  squares[at] = best;
}

@compute @workgroup_size(${WORKGROUP})
fn accumulate(@builtin(global_invocation_id) id: vec3u) {
  let lane = id.x;
  let column = id.y;
  let problem = id.z;
  if (lane >= params.lanes || !running(problem)) { return; }
  var total: array<f32, K>;
  for (var j = 0u; j < K; j++) { total[j] = 0.0; }
  let base = problem * params.allRows + params.offset;
  for (var row = lane; row < params.rows; row += params.lanes) {
    var value = weights[params.offset + row];
    if (column < params.dims) { value *= data[column * params.rows + row]; }
    else if (column > params.dims) { value *= squares[base + row]; }
    let label = labels[base + row];
    for (var j = 0u; j < K; j++) { total[j] += select(0.0, value, label == j); }
  }
  let start = ((problem * (params.dims + 2u) + column) * K) * params.lanes + lane;
  for (var j = 0u; j < K; j++) {
    let at = start + j * params.lanes;
    if (params.first == 1u) { partials[at] = total[j]; } else { partials[at] += total[j]; }
  }
}

@compute @workgroup_size(${WORKGROUP})
fn reduce(@builtin(global_invocation_id) id: vec3u) {
  let cell = id.x;
  let cells = (params.dims + 2u) * K;
  let problem = id.z;
  if (cell >= cells || !running(problem)) { return; }
  let start = (problem * cells + cell) * params.lanes;
  var total = 0.0;
  for (var lane = 0u; lane < params.lanes; lane++) { total += partials[start + lane]; }
  sums[problem * cells + cell] = total;
}

@compute @workgroup_size(1)
fn settle(@builtin(global_invocation_id) id: vec3u) {
  let problem = id.z;
  if (!running(problem)) { return; }
  let at = problem * ${STATE_WORDS}u;
  let start = problem * (params.dims + 2u) * K;
  let masses = start + params.dims * K;
  for (var j = 0u; j < K; j++) {
    if (sums[masses + j] <= 0.0) { state[at] = ${STATUS.empty}u; return; }
  }
  var shift = 0.0;
  for (var cell = 0u; cell < params.dims * K; cell++) {
    let next = sums[start + cell] / sums[masses + cell % K];
    let here = problem * params.dims * K + cell;
    let e = next - centres[here];
    shift += e * e;
    centres[here] = next;
  }
  let iterations = state[at + 1u] + 1u;
  state[at + 1u] = iterations;
  state[at + 2u] = bitcast<u32>(shift);
  if (shift <= params.threshold || iterations >= params.maxIterations) { state[at] = ${STATUS.done}u; }
}
`;
}
