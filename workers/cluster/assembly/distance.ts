// @ts-ignore: decorator
@inline
function difference(row: usize, centre: usize, at: usize): f64 {
  return <f64>load<f32>(row + (at << 2)) - load<f64>(centre + (at << 3));
}

/** As `squaredDistance` of ../../math/distance.ts, in the same order, so that both round alike. */
export function squaredDistance(row: usize, centre: usize, dims: i32): f64 {
  let even: f64 = 0;
  let odd: f64 = 0;
  let d: usize = 0;
  const end = <usize>dims;
  for (; d + 8 <= end; d += 8) {
    const e0 = difference(row, centre, d);
    const e1 = difference(row, centre, d + 1);
    const e2 = difference(row, centre, d + 2);
    const e3 = difference(row, centre, d + 3);
    const e4 = difference(row, centre, d + 4);
    const e5 = difference(row, centre, d + 5);
    const e6 = difference(row, centre, d + 6);
    const e7 = difference(row, centre, d + 7);
    even += e0 * e0 + e2 * e2 + e4 * e4 + e6 * e6;
    odd += e1 * e1 + e3 * e3 + e5 * e5 + e7 * e7;
  }
  for (; d < end; d++) {
    const e = difference(row, centre, d);
    even += e * e;
  }
  return even + odd;
}
