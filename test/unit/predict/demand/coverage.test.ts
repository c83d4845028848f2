import { describe, expect, it } from 'vitest';
import { random, type Random } from '../../../../workers/math/random';
import { forecastDemand } from '../../../../workers/predict';
import { DAY_MS } from '../../../../workers/features/feature-set';
import { drive } from '../../../../workers/protocol/progress';
import { defaultNetwork } from '../../../../workers/protocol/training-recipe';
import { eventTable, type EventRow } from '../../../fixtures/events';

/** A Monday. */
const START = Date.UTC(2023, 0, 2);
const WEEK = 7 * DAY_MS;
const NOMINAL = 0.8;
const CATEGORIES = 8;

/** Units of a week, drawn from what is known of it; each call of a process is a series of its own. */
type Process = (rng: Random) => (week: number) => number;

const poisson = (rng: Random, mean: number): number => {
  let left = mean;
  let count = -1;
  for (; left >= 0; count++) left += Math.log(1 - rng.next());
  return count;
};

const PROCESSES: Readonly<Record<string, Process>> = {
  'steady counts': (rng) => () => poisson(rng, 12),
  'baskets of one to five': (rng) => () => Array.from({ length: poisson(rng, 9) }, () => 1 + rng.int(5)).reduce((sum, one) => sum + one, 0),
  'weeks of a promotion': (rng) => () => poisson(rng, rng.next() < 0.12 ? 70 : 30),
  'multiplied by chance': (rng) => () => Math.round(150 * Math.exp(0.25 * rng.normal())),
  'a quarter’s season': (rng) => {
    const phase = rng.next() * 13;
    return (week) => poisson(rng, 40 + 15 * Math.sin((2 * Math.PI * (week + phase)) / 13));
  },
  'customers who stay': (rng) => {
    let active = 60;
    return () => (active = Array.from({ length: active }, () => rng.next() < 0.7).filter(Boolean).length + poisson(rng, 18));
  },
  'a level that wanders': (rng) => {
    let level = 90;
    return () => poisson(rng, (level = Math.max(10, level + 6 * rng.normal())));
  },
  'growth by a third in ten weeks': (rng) => (week) => poisson(rng, 25 * 1.03 ** week),
};

/** How many weeks after the file lay in their intervals, by step, of one file of as many series of a process. */
async function held(process: Process, weeks: number, rng: Random): Promise<(readonly [held: number, of: number])[]> {
  const units = Array.from({ length: CATEGORIES }, () => {
    const draw = process(rng);
    return Array.from({ length: weeks + 4 }, (_, week) => draw(week));
  });
  const ends: EventRow[] = [START, START + weeks * WEEK - 1000].map((t) => ({ user: 'u', t, type: 'view' }));
  const bought = units.flatMap((of, c) =>
    of
      .slice(0, weeks)
      .flatMap((quantity, week): EventRow[] =>
        quantity > 0 ? [{ user: 'u', t: START + (week + 0.5) * WEEK, quantity, category: `${c}` }] : [],
      ),
  );
  const { prediction } = await drive(forecastDemand(eventTable([...ends, ...bought]), defaultNetwork(), 1));
  const series = prediction!.series.filter(({ name }) => name !== null);
  return Array.from({ length: prediction!.horizonWeeks }, (_, h) => {
    const bounded = series.filter(({ forecast }) => forecast[h]!.low !== null);
    const within = bounded.filter(({ name, forecast }) => {
      const came = units[Number(name)]![weeks + h]!;
      return came >= forecast[h]!.low! && came <= forecast[h]!.high!;
    });
    return [within.length, bounded.length] as const;
  });
}

/** A share of so many that lies below the nominal one by more than chance explains, three standard deviations. */
const leastShare = (n: number): number => NOMINAL - 3 * Math.sqrt((NOMINAL * (1 - NOMINAL)) / n);

describe('intervals of demand', () => {
  it.each([
    { weeks: 22, files: 6 },
    { weeks: 40, files: 4 },
  ])(
    'hold what comes about as often as they say, at every step, of $weeks weeks',
    async ({ weeks, files }) => {
      const all: [number, number][] = [];
      for (const [name, process] of Object.entries(PROCESSES)) {
        const own: [number, number][] = [];
        for (let file = 0; file < files; file++) {
          const rng = random(file, 'test', 'coverage', name, String(weeks));
          (await held(process, weeks, rng)).forEach(([within, of], h) => {
            for (const sums of [own, all]) {
              const [a, b] = sums[h] ?? [0, 0];
              sums[h] = [a + within, b + of];
            }
          });
        }
        for (const [h, [within, of]] of own.entries()) {
          expect(of).toBe(files * CATEGORIES);
          expect(within / of, `${name}, ${h + 1} weeks ahead`).toBeGreaterThan(leastShare(of));
        }
      }
      for (const [h, [within, of]] of all.entries()) expect(within / of, `${h + 1} weeks ahead`).toBeGreaterThan(leastShare(of));
      // One week ahead nothing overlaps, and they are no wider than need be; of later weeks they are on the safe side, but say something.
      for (const [h, [within, of]] of all.entries())
        expect(within / of, `${h + 1} weeks ahead`).toBeLessThan(h === 0 ? NOMINAL + 0.1 : 0.99);
    },
    240_000,
  );

  it('are not there where too few forecasts of as many weeks were tested', async () => {
    const of = async (weeks: number) => held(PROCESSES['steady counts']!, weeks, random(1, 'test', 'few', String(weeks)));
    expect((await of(14)).map(([, bounded]) => bounded)).toEqual([CATEGORIES, 0]);
    expect((await of(17)).map(([, bounded]) => bounded)).toEqual([CATEGORIES, CATEGORIES]);
  });
});
