import { percentileInterval } from '../../workers/math/bootstrap';
import { random } from '../../workers/math/random';

/** Whether a beginning of a user was placed right (1) or not (0), by the largest segment for all, the nearest centre and the network. */
export interface Placed {
  readonly user: number;
  readonly stillNew: boolean;
  readonly largest: number;
  readonly centre: number;
  readonly network: number;
}

export interface Drawn {
  readonly users: number;
  readonly largest: number;
  readonly centre: number;
  readonly network: number;
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
}

const RESAMPLES = 1000;

/** Shares placed right, and network − centre with its 95 % interval by a bootstrap over users, who are drawn with all of their beginnings. */
export function drawn(placed: readonly Placed[], seed: number): Drawn {
  const byUser = new Map<number, { beginnings: number; ahead: number }>();
  for (const { user, network, centre } of placed) {
    const of = byUser.get(user) ?? { beginnings: 0, ahead: 0 };
    byUser.set(user, { beginnings: of.beginnings + 1, ahead: of.ahead + network - centre });
  }
  const users = [...byUser.values()];
  const rng = random(seed, 'bench', 'placing', 'bootstrap');
  const draws = Float64Array.from({ length: RESAMPLES }, () => {
    let beginnings = 0;
    let ahead = 0;
    for (let i = 0; i < users.length; i++) {
      const one = users[rng.int(users.length)]!;
      beginnings += one.beginnings;
      ahead += one.ahead;
    }
    return ahead / beginnings;
  });
  const share = (of: (one: Placed) => number) => placed.reduce((sum, one) => sum + of(one), 0) / placed.length;
  const [centre, network] = [share((one) => one.centre), share((one) => one.network)];
  return {
    users: users.length,
    largest: share((one) => one.largest),
    centre,
    network,
    difference: percentileInterval(network - centre, draws),
  };
}

const percent = (value: number) => (100 * value).toFixed(1);

/** A row of the table. */
export function line(name: string, { users, largest, centre, network, difference }: Drawn): string {
  const { value, low, high } = difference;
  const verdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'not shown to be better';
  const shares = [largest, centre, network].map((share) => `${percent(share)} %`).join(' | ');
  return `| ${name} | ${users} | ${shares} | ${percent(value)} (${percent(low)} to ${percent(high)}) | ${verdict} |`;
}
