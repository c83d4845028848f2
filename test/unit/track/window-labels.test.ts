import { describe, expect, it } from 'vitest';
import { drive } from '../../../workers/protocol/progress';
import { defaultTrack } from '../../../workers/protocol/recipe';
import { track } from '../../../workers/track';
import { plantedShop, type Scenario } from '../../fixtures/planted-shop';
import { trackInput } from '../../fixtures/tracked';

/** The timeline by week where the stages before have found every user's kind. */
async function weeks(scenario: Scenario, seed: number) {
  const shop = plantedShop(scenario, seed, 700);
  const { timeline, maps } = await drive(track(await trackInput(shop.events, shop.truth, { ...defaultTrack(), window: 'week' })));
  return { ...shop, timeline, maps };
}

describe('segments of users by window', () => {
  it('are their kinds, though a week says little', async () => {
    const { timeline, maps, truth } = await weeks('quiet', 1);
    let right = 0;
    let all = 0;
    maps.forEach(({ users, labels }) => {
      users.forEach((user, i) => (right += labels[i] === truth[user] ? 1 : 0));
      all += users.length;
    });
    expect(right / all).toBeGreaterThan(0.9);
    expect(timeline.alerts).toEqual([]);
  }, 60_000);

  it('know a segment that comes late, and only from its week on', async () => {
    const { timeline, kinds } = await weeks('emerges', 2);
    const share = (w: number) => timeline.windows[w]!.shares[kinds - 1]!.share;
    for (let w = 0; w < 20; w++) expect(share(w)).toBeLessThan(0.015);
    for (let w = 20; w < 40; w++) expect(share(w)).toBeGreaterThan(0.1);
  }, 60_000);

  it('have who changed in the middle in the old segment before, in the new one after', async () => {
    const { timeline, maps, truth, kinds, at } = await weeks('splits', 3);
    const turned = kinds - 1;
    const asNew = (w: number) => {
      let users = 0;
      let there = 0;
      maps[w]!.users.forEach((user, i) => {
        if (truth[user] !== turned) return;
        users++;
        if (maps[w]!.labels[i] === turned) there++;
      });
      return there / users;
    };
    for (let w = 0; w < at!; w++) expect(asNew(w)).toBeLessThan(0.3);
    for (let w = at!; w < 40; w++) expect(asNew(w)).toBeGreaterThan(0.7);
    const begun = timeline.alerts.filter(({ kind, segment }) => kind === 'segment-share' && segment === turned);
    expect(begun.map(({ window, until }) => [window, until])).toEqual([[at, 39]]);
  }, 60_000);

  it('do not follow the cohorts of a shop that grows', async () => {
    const { timeline } = await weeks('growth', 4);
    expect(timeline.alerts).toEqual([]);
  }, 60_000);
});
