const USERS_A_TIME = 20_000;
/** Sums of money are added in another order. */
const TOLERANCE = 1e-9;

/** The features that the page holds, by user. */
export async function featuresOf(page) {
  const features = new Map();
  const users = await page.evaluate(() => window.users());
  for (let first = 0; first < users; first += USERS_A_TIME) {
    const text = await page.evaluate(([from, to]) => window.features(from, to), [first, first + USERS_A_TIME]);
    for (const line of text.split('\n')) {
      const [id, ...values] = line.split(' ');
      features.set(id, Float64Array.from(values, Number));
    }
  }
  return features;
}

/** How many users of either have other features with the other. */
export function compare(a, b) {
  let differing = [...b.keys()].filter((id) => !a.has(id)).length;
  const same = (x, y) => Math.abs(x - y) <= TOLERANCE * Math.max(1, Math.abs(x)) || (Number.isNaN(x) && Number.isNaN(y));
  for (const [id, values] of a) {
    const others = b.get(id);
    if (others === undefined || !values.every((value, i) => same(value, others[i]))) differing++;
  }
  return { users: a.size, differing };
}
