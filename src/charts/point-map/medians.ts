/** Median x and y of the points of each label, over at most 40,000 evenly spaced points: where its name is written. */
export function labelPlaces(
  points: Float32Array,
  labels: Int32Array,
  ids: readonly number[],
): ReadonlyMap<number, readonly [number, number]> {
  const step = Math.max(1, Math.floor(labels.length / 40_000));
  const groups = new Map<number, { x: number[]; y: number[] }>(ids.map((id) => [id, { x: [], y: [] }]));
  for (let i = 0; i < labels.length; i += step) {
    const group = groups.get(labels[i]!);
    if (!group) continue;
    group.x.push(points[2 * i]!);
    group.y.push(points[2 * i + 1]!);
  }
  const middle = (values: number[]) => Float64Array.from(values).sort()[values.length >> 1]!;
  const places = new Map<number, readonly [number, number]>();
  for (const [id, { x, y }] of groups) if (x.length > 0) places.set(id, [middle(x), middle(y)]);
  return places;
}

/** Moves texts that overlap apart, up and down, keeping their order. Boxes are centres with widths, in pixels. */
export function spread(boxes: readonly { readonly x: number; readonly y: number; readonly width: number }[], height: number): number[] {
  const ys = boxes.map((box) => box.y);
  const order = boxes.map((_, i) => i).sort((a, b) => ys[a]! - ys[b]!);
  for (let round = 0; round < 12; round++) {
    let moved = false;
    for (let a = 0; a < order.length; a++) {
      for (let b = a + 1; b < order.length; b++) {
        const i = order[a]!;
        const j = order[b]!;
        const across = Math.abs(boxes[i]!.x - boxes[j]!.x) < (boxes[i]!.width + boxes[j]!.width) / 2;
        const gap = ys[j]! - ys[i]!;
        if (!across || gap >= height) continue;
        const push = (height - gap) / 2;
        ys[i] = ys[i]! - push;
        ys[j] = ys[j]! + push;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return ys;
}
