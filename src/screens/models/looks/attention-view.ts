/** Positions in the picture; what lies before them is one column. */
const SHOWN = 48;

export interface AttentionView {
  /** Number of the first event shown, from 1. */
  readonly first: number;
  /** Of the last events: rows × (1 + rows). The first column is what goes to the start and to events before; NaN after the diagonal. */
  readonly values: Float32Array;
  readonly rows: number;
  /** What a row gives, on the mean: to the event itself, to the one before it, and to all before that. */
  readonly self: number;
  readonly before: number;
  readonly rest: number;
}

/** @param attention positions × positions: the position before the first event, then the events; at least one */
export function attentionView(attention: Float32Array): AttentionView {
  const positions = Math.sqrt(attention.length);
  const rows = Math.min(SHOWN, positions - 1);
  const from = positions - rows;
  const width = rows + 1;
  const values = new Float32Array(rows * width).fill(Number.NaN);
  let self = 0;
  let before = 0;
  for (let r = 0; r < rows; r++) {
    const at = from + r;
    const given = (to: number) => attention[at * positions + to]!;
    values[r * width] = 0;
    for (let to = 0; to <= at; to++) {
      if (to < from) values[r * width]! += given(to);
      else values[r * width + 1 + to - from] = given(to);
    }
    self += given(at) / rows;
    // The position before the first event is no event.
    if (at > 1) before += given(at - 1) / rows;
  }
  return { first: from, values, rows, self, before, rest: Math.max(0, 1 - self - before) };
}
