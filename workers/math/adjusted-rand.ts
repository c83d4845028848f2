/**
 * Adjusted Rand index (Hubert & Arabie 1985) of two labelings of the same rows: 1 for the same partition, 0 on average for unrelated ones. Any number is a
 * label, −1 too. 1 where both are one group, or each row alone.
 */
export function adjustedRand(a: Int32Array, b: Int32Array): number {
  const joint = new Map<number, Map<number, number>>();
  const right = new Map<number, number>();
  for (let row = 0; row < a.length; row++) {
    const inner = joint.get(a[row]!) ?? new Map<number, number>();
    joint.set(a[row]!, inner);
    inner.set(b[row]!, (inner.get(b[row]!) ?? 0) + 1);
    right.set(b[row]!, (right.get(b[row]!) ?? 0) + 1);
  }
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const sum = (counts: Iterable<number>) => {
    let total = 0;
    for (const n of counts) total += pairs(n);
    return total;
  };
  let together = 0;
  let left = 0;
  for (const inner of joint.values()) {
    together += sum(inner.values());
    left += pairs([...inner.values()].reduce((total, n) => total + n, 0));
  }
  const other = sum(right.values());
  const expected = a.length > 1 ? (left * other) / pairs(a.length) : 0;
  const most = (left + other) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}
