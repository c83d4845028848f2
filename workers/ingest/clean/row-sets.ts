/** The rows below `count` that are not among these. */
export function otherRows(count: number, rows: Uint32Array): Uint32Array {
  const among = new Uint8Array(count);
  for (const row of rows) among[row] = 1;
  return everyRow(count).filter((row) => among[row] === 0);
}

export function everyRow(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}
