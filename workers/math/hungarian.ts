/**
 * The assignment of rows to columns with the least summed cost: every row of a wide matrix, every column of a tall one is assigned.
 * Shortest augmenting paths with potentials (Kuhn 1955; Jonker & Volgenant 1987), O(s²·l) for the short and the long side.
 *
 * @param cost rows × columns, row-major, any finite numbers
 * @returns by row its column, or −1 for the rows of a tall matrix that are left over
 * @throws RangeError where the size does not fit or a cost is not finite
 */
export function assignment(cost: Float64Array, rows: number, columns: number): Int32Array {
  if (cost.length !== rows * columns) throw new RangeError(`${cost.length} costs for ${rows} × ${columns}`);
  if (!cost.every(Number.isFinite)) throw new RangeError('a cost is not finite');
  const columnOf = new Int32Array(rows).fill(-1);
  if (rows <= columns) {
    const rowOf = assignShort(cost, rows, columns, columns, 1);
    rowOf.forEach((row, column) => row >= 0 && (columnOf[row] = column));
    return columnOf;
  }
  const rowsColumn = assignShort(cost, columns, rows, 1, columns);
  rowsColumn.forEach((column, row) => (columnOf[row] = column));
  return columnOf;
}

/** Assigns every i of `short` to a j of `long`; the cost of a pair is at i·stepI + j·stepJ. Returns by j its i, or −1. */
function assignShort(cost: Float64Array, short: number, long: number, stepI: number, stepJ: number): Int32Array {
  // Position `long` is where a search starts: it holds the i to be placed.
  const holder = new Int32Array(long + 1).fill(-1);
  const potentialI = new Float64Array(short);
  const potentialJ = new Float64Array(long + 1);
  const cameFrom = new Int32Array(long);
  for (let i = 0; i < short; i++) {
    const slack = new Float64Array(long).fill(Infinity);
    const done = new Uint8Array(long + 1);
    holder[long] = i;
    let j = long;
    while (holder[j]! >= 0) {
      done[j] = 1;
      const held = holder[j]!;
      let least = Infinity;
      let next = -1;
      for (let other = 0; other < long; other++) {
        if (done[other]) continue;
        const reduced = cost[held * stepI + other * stepJ]! - potentialI[held]! - potentialJ[other]!;
        if (reduced < slack[other]!) {
          slack[other] = reduced;
          cameFrom[other] = j;
        }
        if (slack[other]! < least) {
          least = slack[other]!;
          next = other;
        }
      }
      for (let other = 0; other <= long; other++) {
        if (done[other]) {
          potentialI[holder[other]!]! += least;
          potentialJ[other]! -= least;
        } else if (other < long) slack[other]! -= least;
      }
      j = next;
    }
    while (j !== long) {
      const back = cameFrom[j]!;
      holder[j] = holder[back]!;
      j = back;
    }
  }
  return holder.subarray(0, long);
}
