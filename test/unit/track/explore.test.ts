import { it } from 'vitest';
import { population } from '../../fixtures/population';
import { trackTruth } from '../../fixtures/tracked';

it('explore', async () => {
  const t0 = performance.now();
  for (const [users, months, window, ref, seeds] of [
    [60, 16, 'month', null, 60],
    [200, 16, 'month', null, 60],
    [600, 14, 'month', null, 60],
    [1500, 14, 'month', null, 15],
    [200, 5, 'week', null, 60],
    [600, 6, 'week', 2, 40],
    [600, 8, 'month', 1, 40],
    [300, 12, 'month', 2, 40],
  ] as const) {
    let runs = 0,
      total = 0;
    const kinds: Record<string, number> = {};
    for (let seed = 101; seed <= 100 + seeds; seed++) {
      const { events, truth } = population({ seed, users, months });
      const { timeline } = await trackTruth(events, truth, { window, referenceWindows: ref });
      if (timeline.alerts.length > 0) runs++;
      total += timeline.alerts.length;
      for (const a of timeline.alerts) {
        const key =
          a.kind +
          ' ' +
          (a.feature ?? a.segment ?? a.name ?? '') +
          ' ' +
          a.before.toFixed(3) +
          ' ' +
          a.after.toFixed(3) +
          ' ' +
          (a.psi ?? a.p ?? 0).toFixed(4);
        kinds[key] = (kinds[key] ?? 0) + 1;
      }
    }
    console.log(
      users,
      months,
      window,
      ref,
      'runs with alerts',
      runs,
      'of',
      seeds,
      total,
      JSON.stringify(kinds),
      Math.round((performance.now() - t0) / 1000) + 's',
    );
  }
}, 500000);
