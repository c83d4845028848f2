import { back, type LayerGradient } from './layer';

/** Back through time, gates in the order input, forget, output, candidate. */
export const lstmGradient: LayerGradient = ({ count, width, weight, traced }, gradient) => {
  const gates = traced('gates');
  const cells = traced('cells');
  const all = new Float64Array(count * 4 * width);
  const cell = new Float64Array(width);
  let carried: Float64Array = new Float64Array(width);
  for (let t = count - 1; t >= 0; t--) {
    const row = all.subarray(4 * t * width, 4 * (t + 1) * width);
    for (let i = 0; i < width; i++) {
      const at = 4 * t * width + i;
      const [input, forget, output, candidate] = [gates[at]!, gates[at + width]!, gates[at + 2 * width]!, gates[at + 3 * width]!];
      const earlier = t === 0 ? 0 : cells[(t - 1) * width + i]!;
      const told = Math.tanh(cells[t * width + i]!);
      const state = gradient[t * width + i]! + carried[i]!;
      const kept = cell[i]! + state * output * (1 - told * told);
      row[i] = kept * candidate * input * (1 - input);
      row[width + i] = kept * earlier * forget * (1 - forget);
      row[2 * width + i] = state * told * output * (1 - output);
      row[3 * width + i] = kept * input * (1 - candidate * candidate);
      cell[i] = kept * forget;
    }
    carried = back(row, 1, 4 * width, weight('state'), width);
  }
  return back(all, count, 4 * width, weight('input'), width);
};
