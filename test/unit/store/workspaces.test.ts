import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../workers/protocol/errors';
import { Workspaces, troubleOf } from '../../../workers/store';
import { Disk } from './memory-device';
import { build, codeOf, figures, numberOf, open, state } from './states';

describe('a workspace', () => {
  it('is there again in another tab, as it was', async () => {
    const disk = new Disk();
    const first = open(disk);
    const { id } = await first.workspaces.create('shop');
    const { info } = await first.workspaces.save(state(1), figures(1), { names: ['a', 'b'] }, build);
    first.tab.end(disk);

    const { workspaces } = open(disk);
    expect(await workspaces.list()).toEqual([info]);
    expect(info).toMatchObject({ name: 'shop', events: 101, users: 10, segments: 3, versions: 1, bytes: disk.used });
    const opened = await workspaces.open(id);
    expect(opened).toMatchObject({ info, pageState: { names: ['a', 'b'] }, skipped: {}, trouble: null });
    expect(await numberOf(opened)).toBe(1);
    expect(opened.parts['clusterings']).toEqual(state(1)['clusterings']);
    expect(await (opened.parts['source-0'] as Blob).text()).toBe('source 1');
  });

  it('holds a file that was read before there is a result', async () => {
    const { workspaces } = open(new Disk());
    const { id } = await workspaces.create('shop');
    await workspaces.save(state(1), { ...figures(1), segments: 0 }, {}, 'replace-current');
    const opened = await workspaces.open(id);
    expect(opened.info).toMatchObject({ events: 101, versions: 0 });
    expect(await numberOf(opened)).toBe(1);
  });

  it('puts a draft before its results, from which undo leads back', async () => {
    const { workspaces } = open(new Disk());
    const { id } = await workspaces.create('shop');
    await workspaces.save(state(1), figures(1), {}, build);
    const { history } = await workspaces.save(state(2), figures(2), {}, 'draft');
    expect(history).toMatchObject({ current: null, undo: history.versions[0]!.id });
    expect(await numberOf(await workspaces.open(id))).toBe(2);
    expect(await numberOf((await workspaces.undo())!)).toBe(1);
    expect(await workspaces.undo()).toBe(null);
  });

  it('writes only the parts that changed, in the same tab and after opening', async () => {
    const disk = new Disk();
    const first = open(disk);
    const { id } = await first.workspaces.create('shop');
    const one = state(1);
    await first.workspaces.save(one, figures(1), {}, build);
    expect(first.tab.written).toHaveLength(4);
    const otherK = { ...one, clusterings: state(2)['clusterings']!, rest: state(2)['rest']! };
    await first.workspaces.save(otherK, figures(1), {}, 'replace-current');
    expect(first.tab.written.slice(4).map((path) => path.split('/')[1]!.split('-')[0])).toEqual(['clusterings', 'rest']);
    expect(disk.files.size).toBe(4);
    first.tab.end(disk);

    const second = open(disk);
    const { parts } = await second.workspaces.open(id);
    await second.workspaces.save({ ...parts, rest: state(3)['rest']! }, figures(1), {}, build);
    expect(second.tab.written).toHaveLength(1);
  });

  it('writes parts again whose files are gone, or another workspace’s', async () => {
    const disk = new Disk();
    const { workspaces } = open(disk);
    const { id } = await workspaces.create('shop');
    const one = state(1);
    for (const parts of [one, ...[2, 3, 4, 5, 6, 7].map((i) => state(i)), one]) await workspaces.save(parts, figures(1), {}, build);
    expect(await numberOf(await workspaces.open(id))).toBe(1);
    const other = await workspaces.create('other');
    await workspaces.save(one, figures(1), {}, build);
    await workspaces.remove(id);
    expect(await numberOf(await workspaces.open(other.id))).toBe(1);
    expect(disk.files.size).toBe(4);
  });

  it('keeps six results, the newest, and no file of the others', async () => {
    const disk = new Disk();
    const { workspaces } = open(disk);
    await workspaces.create('shop');
    for (let i = 1; i <= 9; i++) await workspaces.save(state(i), figures(i), {}, build);
    const { history } = await workspaces.save(state(10), figures(10), {}, { kind: 'tune', files: ['a.csv', 'b.csv'] });
    expect(history.versions.map(({ events }) => events)).toEqual([105, 106, 107, 108, 109, 110]);
    expect(history.versions[5]).toMatchObject({ kind: 'tune', files: ['a.csv', 'b.csv'] });
    expect(disk.files.size).toBe(6 * 4);
  });

  it('goes to any of its results, and undoes to the one before', async () => {
    const { workspaces } = open(new Disk());
    const { id } = await workspaces.create('shop');
    for (const i of [1, 2, 3]) await workspaces.save(state(i), figures(i), {}, build);
    expect(await numberOf((await workspaces.undo())!)).toBe(2);
    const { history } = await workspaces.save(state(4), figures(4), {}, build);
    expect(history.versions).toHaveLength(4);
    // What came before the fourth is the second, to which one had gone back.
    expect(await numberOf((await workspaces.undo())!)).toBe(2);
    expect(await numberOf(await workspaces.goTo(history.versions[2]!.id))).toBe(3);
    expect((await workspaces.open(id)).info.events).toBe(103);
    expect(await codeOf(workspaces.goTo('nowhere'))).toBe('workspace-gone');
  });

  it('can be renamed, and its page state kept alone', async () => {
    const { workspaces, tab } = open(new Disk());
    const { id } = await workspaces.create('shop');
    await workspaces.save(state(1), figures(1), {}, build);
    const before = tab.written.length;
    await workspaces.setPageState({ names: ['x'] });
    await workspaces.rename(id, 'another');
    expect(tab.written).toHaveLength(before);
    expect(await workspaces.open(id)).toMatchObject({ info: { name: 'another' }, pageState: { names: ['x'] } });
  });

  it('shares its files with a copy, which outlives it', async () => {
    const disk = new Disk();
    const { workspaces } = open(disk);
    const { id } = await workspaces.create('shop');
    const parts = state(1);
    await workspaces.save(parts, figures(1), {}, build);
    const copy = await workspaces.duplicate(id, 'copy');
    expect(disk.files.size).toBe(4);
    await workspaces.save({ ...parts, rest: state(1)['rest']! }, figures(1), {}, 'replace-current');
    expect(disk.files.size).toBe(5);
    await workspaces.remove(id);
    expect(disk.files.size).toBe(4);
    expect(workspaces.openId).toBe(null);
    const another = open(disk).workspaces;
    expect(await numberOf(await another.open(copy.id))).toBe(1);
    await another.remove(copy.id);
    expect(disk.files.size).toBe(0);
  });

  it('is erased with all others', async () => {
    const disk = new Disk();
    const { workspaces } = open(disk);
    for (const name of ['a', 'b']) {
      await workspaces.create(name);
      await workspaces.save(state(1), figures(1), {}, build);
    }
    disk.files.set('nobody/left-over', new Uint8Array(3));
    await workspaces.eraseEverything();
    expect([disk.files.size, disk.records.size, disk.locks.size]).toEqual([0, 0, 0]);
    expect(await codeOf(workspaces.save(state(2), figures(2), {}, build))).toBe('nothing-open');
  });

  it('takes calls one after the other', async () => {
    const { workspaces } = open(new Disk());
    const { id } = await workspaces.create('shop');
    await Promise.all([1, 2, 3].map((i) => workspaces.save(state(i), figures(i), { i }, 'replace-current')));
    const opened = await workspaces.open(id);
    expect([await numberOf(opened), opened.pageState]).toEqual([3, { i: 3 }]);
  });
});

describe('two tabs', () => {
  it('on one workspace: the second reads it and keeps nothing', async () => {
    const disk = new Disk();
    const [first, second] = [open(disk), open(disk)];
    const { id } = await first.workspaces.create('shop');
    await first.workspaces.save(state(1), figures(1), {}, build);
    const opened = await second.workspaces.open(id);
    expect(opened.trouble).toBe('other-tab');
    expect(await numberOf(opened)).toBe(1);
    for (const work of [
      () => second.workspaces.save(state(2), figures(2), {}, build),
      () => second.workspaces.setPageState({}),
      () => second.workspaces.undo(),
      () => second.workspaces.remove(id),
    ]) {
      expect(await codeOf(work())).toBe('storage-other-tab');
    }
    await first.workspaces.save(state(3), figures(3), {}, build);
    await first.workspaces.close();
    expect((await second.workspaces.open(id)).trouble).toBe(null);
  });

  it('do not sweep each other’s writes', async () => {
    const disk = new Disk();
    const first = open(disk);
    const { id } = await first.workspaces.create('shop');
    disk.files.set(`${id}/about-to-be-named`, new Uint8Array(1));
    disk.files.set('nobody/left-over', new Uint8Array(1));
    await open(disk).workspaces.list();
    expect([...disk.files.keys()]).toEqual([`${id}/about-to-be-named`]);
  });

  it('one erases everything: the other is told when it next saves', async () => {
    const disk = new Disk();
    const first = open(disk);
    await first.workspaces.create('shop');
    await open(disk).workspaces.eraseEverything();
    expect(await codeOf(first.workspaces.save(state(1), figures(1), {}, build))).toBe('storage-evicted');
    expect(disk.files.size).toBe(0);
  });
});

describe('storage', () => {
  it.each([
    ['SecurityError', 'denied'],
    ['InvalidStateError', 'denied'],
    ['QuotaExceededError', 'full'],
    ['UnknownError', 'failed'],
  ])('that answers %s is %s, and is asked again the next time', async (name, trouble) => {
    const openDevice = vi.fn().mockRejectedValueOnce(new DOMException('no', name)).mockResolvedValue(new Disk().tab());
    const workspaces = new Workspaces(openDevice);
    const error: unknown = await workspaces.list().catch((reason: unknown) => reason);
    expect(troubleOf(error)).toBe(trouble);
    expect(await workspaces.list()).toEqual([]);
  });

  it('that is full leaves the state before and goes on', async () => {
    const disk = new Disk();
    const { workspaces } = open(disk);
    const { id } = await workspaces.create('shop');
    await workspaces.save(state(1), figures(1), {}, build);
    disk.capacity = disk.used + 100;
    expect(await codeOf(workspaces.save(state(2), figures(2), {}, build))).toBe('storage-full');
    expect(disk.files.size).toBe(4);
    disk.capacity = Number.POSITIVE_INFINITY;
    expect(await numberOf(await workspaces.open(id))).toBe(1);
  });

  it('without room for the person’s own file keeps the rest and says so', async () => {
    const disk = new Disk();
    const { workspaces, tab } = open(disk);
    const { id } = await workspaces.create('shop');
    tab.room = () => Promise.resolve(1000);
    const { skipped } = await workspaces.save(state(1), figures(1), {}, build);
    expect(skipped).toEqual({ 'source-0': 'full' });
    const opened = await workspaces.open(id);
    expect(Object.keys(opened.parts).sort()).toEqual(['clusterings', 'events', 'rest']);
    expect(opened.skipped).toEqual({ 'source-0': 'full' });
    tab.room = () => Promise.resolve(1e9);
    const again = { ...opened.parts, 'source-0': state(1)['source-0']! };
    expect((await workspaces.save(again, figures(1), {}, 'replace-current')).skipped).toEqual({});
  });

  it('keeps the rest of a state whose file can no longer be read', async () => {
    const disk = new Disk();
    const { workspaces } = open(disk);
    await workspaces.create('shop');
    const file = new File(['gone'], 'shop.csv');
    vi.spyOn(file, 'slice').mockReturnValue({
      arrayBuffer: () => Promise.reject(new DOMException('changed', 'NotReadableError')),
    } as unknown as Blob);
    const { skipped } = await workspaces.save({ ...state(1), 'source-0': file }, figures(1), {}, build);
    expect(skipped).toEqual({ 'source-0': 'unreadable' });
    expect(disk.files.size).toBe(3);
  });

  it('that lost a file says so, and leaves other workspaces usable', async () => {
    const disk = new Disk();
    const { workspaces } = open(disk);
    const ids = [];
    for (const name of ['a', 'b']) {
      ids.push((await workspaces.create(name)).id);
      await workspaces.save(state(1), figures(1), {}, build);
    }
    for (const path of disk.files.keys()) if (path.startsWith(`${ids[0]}/`)) disk.files.delete(path);
    expect(await codeOf(workspaces.open(ids[0]!))).toBe('storage-evicted');
    expect(disk.locks.size).toBe(0);
    expect(await numberOf(await workspaces.open(ids[1]!))).toBe(1);
    await workspaces.remove(ids[0]!);
    expect(await workspaces.list()).toHaveLength(1);
  });

  it.each([0, 1, 4, 20, 40, -1])('that changed byte %i of a part: damaged, with the name', async (at) => {
    const disk = new Disk();
    const { workspaces } = open(disk);
    const { id } = await workspaces.create('shop');
    await workspaces.save(state(1), figures(1), {}, build);
    for (const bytes of disk.files.values()) {
      const place = (at + bytes.length) % bytes.length;
      bytes[place]! ^= 4;
      const error = await workspaces.open(id).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: 'workspace-damaged', params: { name: 'shop' } });
      bytes[place]! ^= 4;
    }
    expect(await numberOf(await workspaces.open(id))).toBe(1);
  });

  it('knows no workspace that is not there', async () => {
    const { workspaces } = open(new Disk());
    expect(await codeOf(workspaces.open('x'))).toBe('workspace-gone');
    expect(await codeOf(workspaces.exportFile('x'))).toBe('workspace-gone');
    expect(await codeOf(workspaces.duplicate('x', 'y'))).toBe('workspace-gone');
  });
});
