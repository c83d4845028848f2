import { describe, expect, it } from 'vitest';
import { DENSITY_METHODS, type DensityMethod } from '../../../workers/protocol/recipe';
import type { RunReport } from '../../../workers/protocol/report';
import { Disk } from '../store/memory-device';
import { csv, engineOn, fileOf, MAPPING, recipeOf, shopLines, text, value } from './engine';

const quiet = () => undefined;
const WORDS = { names: [], alerts: [], none: 'in none' };
const FIRST = fileOf('spring.csv', csv(shopLines([0, 300], [0, 180])));
const NEWER = fileOf('july.csv', csv(shopLines([0, 310], [180, 210])));

/** Segment of each user as exported. */
async function segmentsOf(engine: ReturnType<typeof engineOn>): Promise<Map<string, string>> {
  const [, ...lines] = (await text(await value(engine.exportSegments(WORDS)))).trim().split('\r\n');
  return new Map(lines.map((line) => line.split(',').slice(0, 2) as [string, string]));
}

async function built(method: DensityMethod) {
  const engine = engineOn(new Disk());
  await value(engine.read('read', FIRST, MAPPING, { dropDuplicates: true, maxYearsFromMedian: 20 }, quiet));
  const recipe = recipeOf(MAPPING);
  const density = { epsilon: null, minPoints: 5, minClusterSize: 12 };
  const run = await value(engine.build('build', { ...recipe, clustering: { ...recipe.clustering, method, density } }, 'auto', quiet));
  return { engine, run };
}

describe.each(DENSITY_METHODS)('a run by %s', (method) => {
  it('has as many segments as were found, and users in none in every part of the result', { timeout: 120_000 }, async () => {
    const { engine, run } = await built(method);
    const { labels, k, choice, portraits, density } = run.segments;
    expect(choice).toMatchObject({ k, rule: 'found' });
    expect(density!.rows).toBe(run.users);
    const noise = labels.filter((label) => label < 0).length;
    expect(noise).toBeGreaterThan(3);
    expect(portraits.reduce((sum, { size }) => sum + size, 0)).toBe(run.users - noise);
    expect(run.validity[0]!.noise).toBeCloseTo(noise / run.users, 12);
    const none = [...(await segmentsOf(engine)).values()].filter((segment) => segment === 'in none');
    expect(none).toHaveLength(noise);
    const row = labels.indexOf(-1);
    const user = await value(engine.user(row));
    expect(user).toMatchObject({ segment: -1, distance: Number.NaN });
    expect(user.strength).toBeUndefined();
    const member = await value(engine.user(labels.indexOf(0)));
    if (method === 'hdbscan') expect(member.strength).toBeGreaterThan(0);

    // Windows: shares are of all who are active, and who is in none stays in none.
    const { windows } = run.timeline;
    const [from, to] = [1, 3];
    const map = await value(engine.windowMap(from));
    const inNone = map.labels.filter((label) => label < 0).length;
    for (const [i, label] of map.labels.entries()) expect(label < 0).toBe(labels[map.rows[i]!]! < 0);
    const shared = windows[from]!.shares.reduce((sum, share) => sum + share.share, 0);
    expect(1 - shared).toBeCloseTo(inNone / windows[from]!.activeUsers, 9);
    const { segments, counts } = await value(engine.migration(from, to));
    expect(segments.at(-1)).toBe(-2);
    const side = segments.length + 1;
    const rowOf = (at: number) => Array.from({ length: side }, (_, column) => counts[at * side + column]!);
    expect(rowOf(segments.length - 1).reduce((sum, users) => sum + users, 0)).toBe(inNone);
    const stayed = await value(engine.flow(from, to, -2, -2));
    expect(stayed.rows).toHaveLength(counts[(side - 2) * side + side - 2]!);
    const report = JSON.parse(await text(await value(engine.exportReport(WORDS)))) as RunReport;
    expect(report.validity.density).toMatchObject({ rows: run.users });
    expect(report.validity.byK[0]!.noise).toBeCloseTo(noise / run.users, 12);
  });

  it.each(['assign', 'tune', 'rebuild'] as const)('goes on by %s, is kept and comes back', { timeout: 120_000 }, async (strength) => {
    const { engine } = await built(method);
    const before = await segmentsOf(engine);
    const { matches } = await value(engine.previewAppend('preview', NEWER));
    const proposal = await value(engine.proposeUpdate('update', NEWER, matches, strength, 'auto', quiet));
    expect(proposal.strength).toBe(strength);
    const { after, usersAfter } = proposal;
    const noise = after.segments.labels.filter((label) => label < 0).length;
    expect(after.segments.portraits.reduce((sum, { size }) => sum + size, 0)).toBe(usersAfter - noise);
    expect(usersAfter).toBe(after.users);
    await value(engine.acceptUpdate());
    const now = await segmentsOf(engine);
    const same = [...before].filter(([user, segment]) => now.get(user) === segment).length;
    expect(same / before.size).toBeGreaterThan(0.6);
    const { info } = await value(engine.keep('keep', null, 'shop', {}));
    await value(engine.openWorkspace('open', info!.id));
    expect(await segmentsOf(engine)).toEqual(now);
    // And on from there.
    const later = fileOf('august.csv', csv(shopLines([0, 320], [210, 230])));
    const next = await value(engine.previewAppend('preview', later));
    const second = await value(engine.proposeUpdate('update', later, next.matches, 'assign', 'auto', quiet));
    expect(second.after.kind).toBe('assign');
  });
});
