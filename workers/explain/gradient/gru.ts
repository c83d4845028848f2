import { addBack, back, type LayerGradient } from './layer';

/** Back through time (Werbos 1990), gates in the order reset, update, candidate. */
export const gruGradient: LayerGradient = ({ outputs, count, width, weight, traced }, gradient) => {
  const gates = traced('gates');
  const given = new Float64Array(count * 3 * width);
  const recurrent = new Float64Array(3 * width);
  let carried: Float64Array = new Float64Array(width);
  for (let t = count - 1; t >= 0; t--) {
    const before = new Float64Array(width);
    for (let i = 0; i < width; i++) {
      const at = 4 * t * width + i;
      const [reset, update, candidate, recalled] = [gates[at]!, gates[at + width]!, gates[at + 2 * width]!, gates[at + 3 * width]!];
      const earlier = t === 0 ? 0 : outputs[(t - 1) * width + i]!;
      const state = gradient[t * width + i]! + carried[i]!;
      const toCandidate = state * (1 - update) * (1 - candidate * candidate);
      const toReset = toCandidate * recalled * reset * (1 - reset);
      const toUpdate = state * (earlier - candidate) * update * (1 - update);
      given[3 * t * width + i] = recurrent[i] = toReset;
      given[(3 * t + 1) * width + i] = recurrent[width + i] = toUpdate;
      given[(3 * t + 2) * width + i] = toCandidate;
      recurrent[2 * width + i] = toCandidate * reset;
      before[i] = state * update;
    }
    carried = addBack(before, recurrent, 1, 3 * width, weight('state'), width);
  }
  return back(given, count, 3 * width, weight('input'), width);
};
