const MOST = 8;

/** Labels for some of `count` places that are numbered from `first`: at most eight, at round distances. */
export function numberTicks(count: number, first = 1, offset = 0): { readonly at: number; readonly label: string }[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((size) => count / size <= MOST) ?? Math.ceil(count / MOST);
  return Array.from({ length: count }, (_, i) => ({ at: offset + i, label: String(first + i) })).filter(
    ({ label }) => Number(label) % step === 0 || (step > 4 && label === '1'),
  );
}
