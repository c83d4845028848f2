/** What BG/NBD knows of customers: repeat purchases x, the time t_x of the last one and the age T, both since the first purchase, in one unit. */
export interface Histories {
  readonly x: ArrayLike<number>;
  readonly recency: ArrayLike<number>;
  readonly age: ArrayLike<number>;
}

/** Each different history once, in ascending order, with the number of customers who have it. */
export interface DistinctHistories extends Histories {
  readonly x: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  readonly count: Float64Array;
  /** Which of them each customer has. */
  readonly of: Uint32Array;
  /** Each different age once, and which of them each history has. */
  readonly ages: Float64Array;
  readonly ageOf: Uint32Array;
}

/** Customers with the same history have the same likelihood and the same prediction: what is computed of them is computed once. */
export function distinctHistories({ x, recency, age }: Histories): DistinctHistories {
  const n = x.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const compare = (i: number, j: number) => x[i]! - x[j]! || recency[i]! - recency[j]! || age[i]! - age[j]!;
  order.sort(compare);
  const of = new Uint32Array(n);
  const firsts: number[] = [];
  for (let i = 0; i < n; i++) {
    const customer = order[i]!;
    if (i === 0 || compare(order[i - 1]!, customer) !== 0) firsts.push(customer);
    of[customer] = firsts.length - 1;
  }
  const count = new Float64Array(firsts.length);
  for (const group of of) count[group]!++;
  const pick = (values: ArrayLike<number>) => Float64Array.from(firsts, (i) => values[i]!);
  const groups = { x: pick(x), recency: pick(recency), age: pick(age) };
  return { ...groups, count, of, ...distinctAges(groups.age) };
}

/** Every n-th of the histories, by itself: where a search may begin. It says of no customer which is theirs. */
export function everyNth({ x, recency, age, count }: DistinctHistories, n: number): DistinctHistories {
  const thin = (values: Float64Array) => values.filter((_, i) => i % n === 0);
  const ages = thin(age);
  return { x: thin(x), recency: thin(recency), age: ages, count: thin(count), of: new Uint32Array(0), ...distinctAges(ages) };
}

function distinctAges(age: Float64Array): Pick<DistinctHistories, 'ages' | 'ageOf'> {
  const place = new Map<number, number>();
  const ageOf = Uint32Array.from(age, (one) => {
    const known = place.get(one) ?? place.size;
    place.set(one, known);
    return known;
  });
  return { ages: Float64Array.from(place.keys()), ageOf };
}
