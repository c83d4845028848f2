import { describe, expect, it } from 'vitest';
import { compose, decompose } from '../../../workers/engine/persist';
import type { Opened, RunState } from '../../../workers/engine/run';
import { ingest, previewFile } from '../../../workers/ingest';
import { zone } from '../../../workers/math/zone';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { eventTable } from '../../fixtures/events';
import { runInput } from '../export/run';
import { Disk } from './memory-device';
import { build, figures, open } from './states';

function example(): { opened: Opened; run: RunState } {
  const events = eventTable(
    ['a', 'b', 'c', 'd', 'e'].map((user, i) => ({ user, t: i * 100 })),
    { zone: zone('Europe/Berlin') },
  );
  const { recipe, quality, matrix, training, clusterings, segmentation, portraits, backend, seconds, timeline } = runInput;
  const rejected = { lines: Uint32Array.of(3), reasons: Uint8Array.of(1) };
  const later = { file: new File(['later'], 'later.csv', { lastModified: 9 }), mapping: recipe.mapping, rejected };
  const opened: Opened = {
    file: new File(['shop'], 'shop.csv', { type: 'text/csv', lastModified: 5 }),
    mapping: recipe.mapping,
    cleaning: recipe.cleaning,
    ingested: { events, quality, rejected },
    seconds: 1.5,
    appended: [later],
  };
  const run: RunState = {
    opened,
    recipe,
    matrix,
    embedding: { users: 4, dims: 2, data: matrix.scaled, encoder: [], decoder: [], training },
    projection: { points: new Float32Array(8), mean: new Float64Array(2), axes: Float64Array.of(1, 0, 0, 1), explained: [0.5, 0.2] },
    clusterings,
    segmentation,
    portraits,
    tracked: { timeline, maps: [{ users: Uint32Array.of(1), labels: Int32Array.of(0), points: Float32Array.of(1, 2) }] },
    backend,
    seconds,
    kind: 'build',
    madeAt: 7,
    numbers: [0, 1],
    usedNumbers: [0, 1],
  };
  return { opened, run };
}

async function reopened(disk: Disk, parts: Record<string, object>) {
  const first = open(disk);
  const { id } = await first.workspaces.create('shop');
  await first.workspaces.save(parts, figures(1), {}, build);
  first.tab.end(disk);
  const second = open(disk);
  return { ...second, opened: await second.workspaces.open(id) };
}

describe('the engine’s state', () => {
  it('comes back as it was', async () => {
    const before = example();
    const { opened } = await reopened(new Disk(), decompose(before.opened, before.run));
    const { opened: after, run, absent } = compose(opened.parts, 'shop')!;
    expect(absent).toEqual([]);
    expect(run!.opened).toBe(after);
    const { zone: zoneBefore, ...eventsBefore } = before.opened.ingested.events;
    const { zone: zoneAfter, ...eventsAfter } = after.ingested.events;
    expect(eventsAfter).toEqual(eventsBefore);
    expect([zoneAfter.name, zoneAfter.offset(0)]).toEqual([zoneBefore.name, zoneBefore.offset(0)]);
    for (const field of ['recipe', 'matrix', 'embedding', 'projection', 'clusterings', 'segmentation', 'portraits', 'tracked'] as const) {
      expect(run![field]).toEqual(before.run[field]);
    }
    for (const field of ['backend', 'seconds', 'kind', 'madeAt', 'numbers', 'usedNumbers'] as const)
      expect(run![field]).toEqual(before.run[field]);
    expect(run!.segmentation).toBe(run!.clusterings.byK.get(2));
    expect([after.ingested.quality, after.ingested.rejected, after.mapping, after.cleaning, after.seconds]).toEqual([
      before.opened.ingested.quality,
      before.opened.ingested.rejected,
      before.opened.mapping,
      before.opened.cleaning,
      1.5,
    ]);
    const files = [after.file, after.appended[0]!.file];
    expect(files.map(({ name, type, lastModified }) => [name, type, lastModified])).toEqual([
      ['shop.csv', 'text/csv', 5],
      ['later.csv', '', 9],
    ]);
    expect(await Promise.all(files.map((file) => file.text()))).toEqual(['shop', 'later']);
  });

  it('takes the names of sessions, which earlier versions kept, for the keys that reading gives them', async () => {
    const text =
      'user_id,event_time,event_type,user_session\nu1,2024-01-01,view,s-one\nu1,2024-01-02,view,会话\nu2,2024-01-03,view,s-one\nu2,2024-01-04,view,\n';
    const { mapping } = await previewFile(new File([text], 'shop.csv'));
    const { events } = await drive(ingest(new File([text], 'shop.csv'), mapping, defaultRecipe(mapping).cleaning));
    const before = example();
    const parts = decompose({ ...before.opened, ingested: { ...before.opened.ingested, events } }, null);
    const earlier = { ...parts, events: { ...parts['events'], session: { codes: events.session!.codes, names: ['s-one', '会话'] } } };
    const { opened } = await reopened(new Disk(), earlier);
    expect(compose(opened.parts, 'shop')!.opened.ingested.events.session).toEqual(events.session);
  });

  it('is not written again where it did not change', async () => {
    const before = example();
    const disk = new Disk();
    const { opened, workspaces, tab } = await reopened(disk, decompose(before.opened, before.run));
    const after = compose(opened.parts, 'shop')!;
    await workspaces.save(decompose(after.opened, after.run), figures(1), {}, 'replace-current');
    expect(tab.written).toEqual([]);
    const otherK = { ...after.run!, clusterings: { ...after.run!.clusterings }, numbers: [1, 0] };
    await workspaces.save(decompose(after.opened, otherK), figures(1), {}, 'replace-current');
    expect(tab.written.map((path) => path.split('/')[1]!.split('-')[0])).toEqual(['clusterings', 'rest']);
  });

  it('comes back without a run, and without a run over another file', async () => {
    const { opened, run } = example();
    const other = { ...opened };
    for (const parts of [decompose(opened, null), decompose(other, run)]) {
      const after = compose((await reopened(new Disk(), parts)).opened.parts, 'shop')!;
      expect(after.run).toBe(null);
      expect(after.opened.ingested.quality).toEqual(opened.ingested.quality);
    }
    expect(compose({}, 'shop')).toBe(null);
  });

  it('does without the bytes of a file that was not kept', async () => {
    const { opened, run } = example();
    const { 'source-0': _, ...parts } = decompose(opened, run);
    const after = compose(parts, 'shop')!;
    expect(after.absent).toEqual(['shop.csv']);
    expect(after.opened.file.name).toBe('shop.csv');
    expect(await after.opened.appended[0]!.file.text()).toBe('later');
  });

  it('is damaged where parts are missing or do not fit', () => {
    const { opened, run } = example();
    const parts = decompose(opened, run);
    for (const name of ['events', 'ingested', 'rest', 'matrix', 'embedding', 'clusterings', 'tracked']) {
      const { [name]: _, ...others } = parts;
      expect(() => compose(others, 'shop')).toThrow(expect.objectContaining({ code: 'workspace-damaged', params: { name: 'shop' } }));
      expect(() => compose({ ...parts, [name]: {} }, 'shop')).toThrow(expect.objectContaining({ code: 'workspace-damaged' }));
    }
    const embedding = { ...run.embedding, users: 5 };
    expect(() => compose({ ...parts, embedding }, 'shop')).toThrow(expect.objectContaining({ code: 'workspace-damaged' }));
  });
});
