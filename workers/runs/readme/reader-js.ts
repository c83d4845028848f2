import { GAP_EDGES, SIZE_EDGES } from '../../encode/sequence/fields';
import type { SequenceEncoder } from '../../protocol/sequences';

/** One layer by architecture: rows (position 0 first, each of `width` numbers) to rows. `w(name)` is a matrix, row by row. */
const LAYERS: Readonly<Record<SequenceEncoder, string>> = {
  gru: `  const layer = (rows, l) => {
    let state = new Array(width).fill(0);
    return rows.map((row) => {
      const input = times(row, w('input' + l), 3 * width, w('bias' + l));
      const before = times(state, w('state' + l), 3 * width);
      state = state.map((held, i) => {
        const reset = sigmoid(input[i] + before[i]);
        const update = sigmoid(input[width + i] + before[width + i]);
        const candidate = Math.tanh(input[2 * width + i] + reset * (before[2 * width + i] + w('candidateBias' + l)[i]));
        return candidate + update * (held - candidate);
      });
      return state;
    });
  };`,
  lstm: `  const layer = (rows, l) => {
    let state = new Array(width).fill(0);
    let cell = state;
    return rows.map((row) => {
      const gates = plus(times(row, w('input' + l), 4 * width, w('bias' + l)), times(state, w('state' + l), 4 * width));
      cell = cell.map((held, i) => sigmoid(gates[width + i]) * held + sigmoid(gates[i]) * Math.tanh(gates[3 * width + i]));
      state = cell.map((value, i) => sigmoid(gates[2 * width + i]) * Math.tanh(value));
      return state;
    });
  };`,
  cnn: `  const layer = (rows, l) =>
    rows.map((row, t) => {
      const taps = [0, 1, 2].flatMap((tap) => rows[t - tap * 2 ** l] ?? new Array(width).fill(0));
      return plus(row, times(taps, w('taps' + l), width, w('bias' + l)).map(relu));
    });`,
  transformer: `  const norm = (row, scale, shift) => {
    const mean = row.reduce((sum, x) => sum + x / width, 0);
    const variance = row.reduce((sum, x) => sum + (x - mean) ** 2 / width, 0);
    return row.map((x, i) => ((x - mean) / Math.sqrt(variance + 1e-5)) * scale[i] + shift[i]);
  };
  const heads = Math.max(1, Math.floor(width / 16));
  const each = width / heads;
  const layer = (rows, l) => {
    const projected = rows.map((row) => times(norm(row, w('attentionScale' + l), w('attentionShift' + l)), w('query' + l), 3 * width));
    return rows.map((row, t) => {
      const attended = new Array(width).fill(0);
      for (let from = 0; from < width; from += each) {
        const scores = projected.slice(0, t + 1).map((key) => {
          let score = 0;
          for (let i = from; i < from + each; i++) score += projected[t][i] * key[width + i];
          return score / Math.sqrt(each);
        });
        softmax(scores).forEach((share, s) => {
          for (let i = from; i < from + each; i++) attended[i] += share * projected[s][2 * width + i];
        });
      }
      const between = plus(row, times(attended, w('out' + l), width));
      const up = times(norm(between, w('forwardScale' + l), w('forwardShift' + l)), w('up' + l), 4 * width, w('upBias' + l)).map(relu);
      return plus(between, times(up, w('down' + l), width, w('downBias' + l)));
    });
  };`,
};

/** What programs need of plain JavaScript: files, weights by name, products. */
export const BASICS_JS = `import { readFile } from 'node:fs/promises';

const json = async (name) => JSON.parse(await readFile(name, 'utf8'));
/** Numbers by name of the weights, row by row. */
async function weightsOf({ weightsManifest }, binary) {
  const bytes = await readFile(binary);
  const weights = {};
  let at = 0;
  for (const { name, shape } of weightsManifest[0].weights) {
    const size = shape.reduce((product, side) => product * side, 1);
    weights[name] = Float32Array.from({ length: size }, (_, i) => bytes.readFloatLE(at + 4 * i));
    at += 4 * size;
  }
  return weights;
}
const plus = (a, b) => a.map((x, i) => x + b[i]);
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const relu = (x) => Math.max(0, x);
const softmax = (scores) => {
  const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
};
/** A row times a matrix of so many columns, plus a bias. */
const times = (row, matrix, columns, bias) =>
  Array.from({ length: columns }, (_, c) => row.reduce((sum, x, i) => sum + x * matrix[i * columns + c], bias ? bias[c] : 0));
/** The mean of rows. */
const meanOf = (rows) => rows.reduce((sum, row) => sum.map((x, i) => x + row[i] / rows.length), rows[0].map(() => 0));`;

/** Functions `levelsOf` and `statesOf`, which read one user's steps. */
export function readerJs(architecture: SequenceEncoder): string {
  const transformer = architecture === 'transformer';
  return `/** Where a value lies between ascending edges: how many of them it has reached. */
const band = (edges, value) => edges.filter((edge) => value >= edge).length;
const GAPS = ${JSON.stringify(GAP_EDGES)};
const SIZES = ${JSON.stringify(SIZE_EDGES)};

/** The levels of each step, field by field. */
function levelsOf({ types, topics, valueEdges, sizes, timesOfDay }, steps) {
  return steps.map(({ time, type, refund, topic, value, rows }, i) => {
    const known = types.findIndex((one) => one.name === type && one.refund === refund);
    const levels = [known < 0 ? types.length + 1 : known + 1];
    levels.push(i === 0 ? 1 : 2 + band(GAPS, time - steps[i - 1].time));
    if (topics.length > 1) levels.push(topic === null ? 1 : topics.includes(topic) ? 2 + topics.indexOf(topic) : 2 + topics.length);
    if (valueEdges.length > 0) levels.push(value === 0 ? 1 : value < 0 ? 2 : 3 + band(valueEdges, value));
    if (sizes) levels.push(1 + band(SIZES, rows));
    if (timesOfDay) levels.push(1 + new Date(time).getUTCHours());
    return [...levels, 1 + new Date(time).getUTCDay()];
  });
}

/** The states of the last layer: before the first step, then after each. */
function statesOf({ levels: counts, width, layers }, w, levels) {
${LAYERS[architecture]}
  const positions = [counts.map(() => 0), ...levels];
  let rows = positions.map((position${transformer ? ', t' : ''}) => {
    let first = 0;
    let row = new Array(width).fill(0);
    position.forEach((level, field) => {
      row = plus(row, w('embedding').subarray((first + level) * width));
      first += counts[field];
    });
    return ${transformer ? `plus(row, w('position').subarray(t * width))` : 'row'};
  });
  for (let l = 0; l < layers; l++) rows = layer(rows, l);
  return ${transformer ? `rows.map((row) => norm(row, w('finalScale'), w('finalShift')))` : 'rows'};
}

/** An example: two steps, times as the clock of the shop shows them. */
const exampleOf = ({ types, topics }) => [
  { time: Date.UTC(2025, 0, 6, 9, 0), type: types[0].name, refund: types[0].refund, topic: topics[0] ?? null, value: 12.5, rows: 1 },
  { time: Date.UTC(2025, 0, 7, 21, 30), type: 'something else', refund: false, topic: null, value: 0, rows: 3 },
];`;
}
