import { describe, expect, it } from 'vitest';
import type { SegmentRows } from '../../../workers/identity/join';
import { transitions } from '../../../workers/identity/monic';
import { overlapCounts } from '../../../workers/identity/overlap';
import { windowTransitions, type WindowTransition } from '../../../workers/identity/window-transitions';
import { random, type Random } from '../../../workers/math/random';
import { drawShares, simulate, type Plan } from './population';

/** With 200: quiet 0 of 600; leaves 0.985, absorbed 0.96, new users 1, gathered 1, splits off a part 1, splits in two 0.975. */
const RUNS = 50;

function found(rows: readonly SegmentRows[], k: number, incomplete: readonly number[] = []): WindowTransition[] {
  const windows = rows.map((_, w) => ({ complete: !incomplete.includes(w) }));
  const complete = windows.flatMap(({ complete }, w) => (complete ? [w] : []));
  const reference = complete.slice(0, Math.max(5, Math.ceil(complete.length / 3)));
  const numbers = Array.from({ length: k }, (_, label) => label + 100);
  return windowTransitions(rows, windows, reference, k, numbers);
}

/** A shop: 4 to 8 types of at least 5 %, each with its own activity, and up to three labels in ten given by noise. */
function shop(rng: Random): Plan & { k: number } {
  const k = 4 + rng.int(5);
  return {
    k,
    users: 800 + rng.int(2500),
    windows: 12 + rng.int(25),
    shares: drawShares(k, 0.05, rng),
    activity: Array.from({ length: k }, () => 0.25 + 0.7 * rng.next()),
    noise: 0.3 * rng.next(),
    stray: 0.01 * rng.next(),
  };
}

/** A change planted after the reference, with two windows or more to follow. */
const when = (plan: Plan, rng: Random) => {
  const first = Math.max(5, Math.ceil(plan.windows / 3));
  return first + rng.int(plan.windows - first - 2);
};

type Judge = (found: WindowTransition['transition']) => boolean;

/** Share of runs with the right transition in the right window ± 1 and no other transition at all. */
function named(
  name: string,
  plant: (plan: Plan & { k: number }, at: number, rng: Random) => { plan: Plan; labels: number; right: Judge },
): number {
  let right = 0;
  for (let seed = 0; seed < RUNS; seed++) {
    const rng = random(seed, name);
    const base = shop(rng);
    const at = when(base, rng);
    const planted = plant(base, at, rng);
    const list = found(simulate(planted.plan, rng), planted.labels);
    const ok = list.length === 1 && Math.abs(list[0]!.window - at) <= 1 && planted.right(list[0]!.transition);
    if (ok) right++;
  }
  return right / RUNS;
}

describe('windowTransitions', () => {
  it('is quiet where nothing changes but noise, season and size', () => {
    let runs = 0;
    const total = 3 * RUNS;
    for (let seed = 0; seed < total; seed++) {
      const rng = random(seed, 'quiet');
      const k = 3 + rng.int(8);
      const plan: Plan = {
        ...shop(rng),
        // Segments of any size, those about the limits of being there included.
        shares: drawShares(k, 0.002, rng),
        activity: Array.from({ length: k }, () => 0.1 + 0.8 * rng.next()),
        users: 100 + rng.int(3000),
        stray: 0.03 * rng.next(),
        ...(seed % 3 === 1 ? { season: (w: number) => 1 + 0.6 * Math.sin(w / 2) } : {}),
        ...(seed % 3 === 2 ? { joined: (w: number) => 0.3 + 0.02 * w } : {}),
      };
      if (found(simulate(plan, rng), k).length > 0) runs++;
    }
    expect(runs / total).toBeLessThanOrEqual(0.05);
  });

  it('is quiet where MONIC between neighbouring windows is not', () => {
    const rng = random(1, 'noise');
    const plan: Plan = { users: 1000, windows: 12, shares: [0.4, 0.3, 0.15, 0.15], activity: [0.5, 0.5, 0.5, 0.5], noise: 0.6, stray: 0 };
    const rows = simulate(plan, rng);
    const dense = rows.map(({ users, labels }) => {
      const all = new Int32Array(plan.users).fill(-1);
      users.forEach((user, i) => (all[user] = labels[i]!));
      return all;
    });
    const sizes = [1, 1, 1, 1];
    const monic = dense
      .slice(1)
      .flatMap((after, w) => transitions(overlapCounts(dense[w]!, 4, after, 4), 4, 4, sizes, sizes, [0, 1, 2, 3]));
    expect(monic.some(({ kind }) => kind !== 'survives')).toBe(true);
    expect(found(rows, 4)).toEqual([]);
  });

  it('names a segment whose users leave', () => {
    const share = named('leave', (plan, at, rng) => {
      const gone = rng.int(plan.k);
      const becomes: Plan['becomes'] = (type, w) => (type === gone && w >= at ? null : type);
      return {
        plan: { ...plan, becomes },
        labels: plan.k,
        right: (it) => it.kind === 'disappears' && it.from === gone + 100,
      };
    });
    expect(share).toBeGreaterThanOrEqual(0.9);
  });

  it('names a segment that goes over to another', () => {
    const share = named('absorbed', (plan, at, rng) => {
      const gone = rng.int(plan.k);
      const into = (gone + 1) % plan.k;
      const becomes: Plan['becomes'] = (type, w) => (type === gone && w >= at ? into : type);
      return {
        plan: { ...plan, becomes },
        labels: plan.k,
        right: (it) => it.kind === 'absorbed' && it.from === gone + 100 && it.to === into + 100,
      };
    });
    expect(share).toBeGreaterThanOrEqual(0.9);
  });

  it('names a segment of new users', () => {
    const share = named('new users', (plan, at) => {
      const label = plan.k;
      const shares = [...plan.shares.map((each) => each * 0.85), 0.15];
      const becomes: Plan['becomes'] = (type, w) => (type === label && w < at ? null : type);
      return {
        plan: { ...plan, shares, activity: [...plan.activity, 0.5], becomes },
        labels: plan.k + 1,
        right: (it) => it.kind === 'emerges' && it.to === label + 100,
      };
    });
    expect(share).toBeGreaterThanOrEqual(0.9);
  });

  it('names a segment that gathers from all others', () => {
    const share = named('gathered', (plan, at) => {
      const label = plan.k;
      const becomes: Plan['becomes'] = (type, w, user) => (w >= at && user % 6 === 0 ? label : type);
      return {
        plan: { ...plan, shares: [...plan.shares, 0], activity: [...plan.activity, 0.5], becomes },
        labels: plan.k + 1,
        right: (it) => it.kind === 'emerges' && it.to === label + 100,
      };
    });
    expect(share).toBeGreaterThanOrEqual(0.9);
  });

  it('names a segment that splits off a part', () => {
    const share = named('part', (plan, at) => {
      const label = plan.k;
      const shares = [0.3, ...drawRest(plan.shares, 0.7)];
      const becomes: Plan['becomes'] = (type, w, user) => (type === 0 && w >= at && user % 2 === 0 ? label : type);
      return {
        plan: { ...plan, shares: [...shares, 0], activity: [...plan.activity, plan.activity[0]!], becomes },
        labels: plan.k + 1,
        right: (it) => it.kind === 'splits' && it.from === 100 && hasAll(it.into, [100, label + 100]),
      };
    });
    expect(share).toBeGreaterThanOrEqual(0.9);
  });

  it('names a segment that splits in two new ones', () => {
    const share = named('two', (plan, at) => {
      const label = plan.k;
      const shares = [0.3, ...drawRest(plan.shares, 0.7)];
      const becomes: Plan['becomes'] = (type, w, user) => (type === 0 && w >= at ? label + (user % 5 < 2 ? 0 : 1) : type);
      const activity = [...plan.activity, plan.activity[0]!, plan.activity[0]!];
      return {
        plan: { ...plan, shares: [...shares, 0, 0], activity, becomes },
        labels: plan.k + 2,
        right: (it) => it.kind === 'splits' && it.from === 100 && hasAll(it.into, [label + 100, label + 101]),
      };
    });
    expect(share).toBeGreaterThanOrEqual(0.9);
  });

  const steady = (changes: (w: number) => number | null): SegmentRows[] =>
    simulate(
      {
        users: 1000,
        windows: 12,
        shares: [0.4, 0.4, 0.2],
        activity: [0.8, 0.8, 0.8],
        noise: 0.05,
        stray: 0,
        becomes: (type, w) => (type === 2 ? changes(w) : type),
      },
      random(3, 'steady'),
    );

  it('looks at complete windows with users only', () => {
    const rows = steady((w) => (w === 11 ? null : 2));
    expect(found(rows, 3).map(({ window, transition }) => [window, transition.kind])).toEqual([[11, 'disappears']]);
    expect(found(rows, 3, [11])).toEqual([]);
    const empty = { users: new Uint32Array(0), labels: new Int32Array(0) };
    expect(
      found(
        steady(() => 2).map((each, w) => (w === 8 ? empty : each)),
        3,
      ),
    ).toEqual([]);
  });

  it('lets a single odd window pass, and reports what comes back', () => {
    expect(
      found(
        steady((w) => (w === 8 ? null : 2)),
        3,
      ),
    ).toEqual([]);
    const back = found(
      steady((w) => (w === 6 || w === 7 || w === 8 ? null : 2)),
      3,
    );
    expect(back.map(({ window, transition }) => [window, transition.kind])).toEqual([
      [6, 'disappears'],
      [9, 'emerges'],
    ]);
  });

  it('says nothing without a reference, or of nobody', () => {
    const rows = steady((w) => (w > 6 ? null : 2));
    expect(
      windowTransitions(
        rows,
        rows.map(() => ({ complete: true })),
        [],
        3,
        [0, 1, 2],
      ),
    ).toEqual([]);
    expect(windowTransitions([], [], [], 3, [0, 1, 2])).toEqual([]);
  });
});

/** The other shares, brought to a sum. */
function drawRest(shares: readonly number[], sum: number): number[] {
  const rest = shares.slice(1);
  const all = rest.reduce((a, b) => a + b, 0);
  return rest.map((share) => (share * sum) / all);
}

function hasAll(into: readonly { readonly to: number }[], wanted: readonly number[]): boolean {
  return into.length === wanted.length && wanted.every((number) => into.some(({ to }) => to === number));
}
