import type { SegmentRows } from '../../../workers/identity/join';
import type { Random } from '../../../workers/math/random';

export interface Plan {
  readonly users: number;
  readonly windows: number;
  /** By type: share of the users, and the chance that one is active in a window. */
  readonly shares: readonly number[];
  readonly activity: readonly number[];
  /** The chance that an active user is given another type's label in a window; drawn by share, so that types without users get next to none. */
  readonly noise: number;
  /** The chance that an active user is given a label at random, whoever it is for. */
  readonly stray: number;
  /** Factor on everybody's activity by window: a season. */
  readonly season?: (window: number) => number;
  /** Share of the users who are there in a window: growth. */
  readonly joined?: (window: number) => number;
  /** The type of a user (by index) in a window, from the type drawn at the start; null: not a customer then. */
  readonly becomes?: (type: number, window: number, user: number) => number | null;
}

/** Labels by window of a population whose users keep their type unless the plan changes it. */
export function simulate(plan: Plan, rng: Random): SegmentRows[] {
  const { users, windows, shares, activity, noise, stray } = plan;
  const drawType = () => {
    let left = rng.next();
    let type = 0;
    while (type < shares.length - 1 && (left -= shares[type]!) >= 0) type++;
    return type;
  };
  const types = Array.from({ length: users }, drawType);
  return Array.from({ length: windows }, (_, w) => {
    const active: number[] = [];
    const labels: number[] = [];
    const there = users * (plan.joined?.(w) ?? 1);
    for (let user = 0; user < there; user++) {
      const type = plan.becomes ? plan.becomes(types[user]!, w, user) : types[user]!;
      if (type === null || rng.next() >= Math.min(1, activity[type]! * (plan.season?.(w) ?? 1))) continue;
      active.push(user);
      const chance = rng.next();
      // The type drawn by share is changed as users are, so that noise does not bring back a type that has gone.
      const other = () => {
        const drawn = drawType();
        return (plan.becomes ? plan.becomes(drawn, w, rng.int(users)) : drawn) ?? type;
      };
      labels.push(chance < stray ? rng.int(shares.length) : chance < stray + noise ? other() : type);
    }
    return { users: Uint32Array.from(active), labels: Int32Array.from(labels) };
  });
}

/** k shares that sum to 1, each at least `least`. */
export function drawShares(k: number, least: number, rng: Random): number[] {
  const parts = Array.from({ length: k }, () => -Math.log(1 - rng.next()));
  const sum = parts.reduce((all, part) => all + part, 0);
  return parts.map((part) => least + ((1 - k * least) * part) / sum);
}
