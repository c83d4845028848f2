import { NORM_EPSILON } from '../../encode/sequence/rows';

/**
 * Back through a layer norm: with x̂ = (x − mean)/σ and g the gradient times the scale, ∂x = (g − mean(g) − x̂·mean(g·x̂))/σ, row by row.
 * Added to `target`, which is returned.
 */
export function addLayerNormBack(
  target: Float64Array,
  gradient: Float64Array,
  rows: Float32Array,
  count: number,
  width: number,
  scale: Float32Array,
): Float64Array {
  for (let r = 0; r < count; r++) {
    const from = r * width;
    let mean = 0;
    for (let i = 0; i < width; i++) mean += rows[from + i]! / width;
    let variance = 0;
    for (let i = 0; i < width; i++) variance += (rows[from + i]! - mean) ** 2 / width;
    const deviation = Math.sqrt(variance + NORM_EPSILON);
    let level = 0;
    let slope = 0;
    for (let i = 0; i < width; i++) {
      const scaled = gradient[from + i]! * scale[i]!;
      level += scaled / width;
      slope += (scaled * (rows[from + i]! - mean)) / deviation / width;
    }
    for (let i = 0; i < width; i++) {
      const normed = (rows[from + i]! - mean) / deviation;
      target[from + i]! += (gradient[from + i]! * scale[i]! - level - normed * slope) / deviation;
    }
  }
  return target;
}
