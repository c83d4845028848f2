import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../workers/math/crc32';
import { Disk } from './memory-device';
import { build, codeOf, figures, numberOf, open, state } from './states';

async function exported() {
  const { workspaces } = open(new Disk());
  const { id } = await workspaces.create('shop 客');
  await workspaces.save(state(1), figures(1), { page: 1 }, build);
  await workspaces.save(state(2), figures(2), { page: 2 }, { kind: 'assign', files: ['a', 'b'] });
  return new Uint8Array(await (await workspaces.exportFile(id)).arrayBuffer());
}

const fileOf = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], 'shop.shoal');
const HEADER = 16;

/** The file with another content or version, and the checksum that belongs to it. */
function sealed(bytes: Uint8Array, content: (inner: Buffer) => Uint8Array, version = 1): Uint8Array<ArrayBuffer> {
  const inner = gunzipSync(bytes.subarray(HEADER, -4));
  const packed = content(inner);
  const whole = new Uint8Array(HEADER + packed.length + 4);
  whole.set(bytes.subarray(0, HEADER));
  const view = new DataView(whole.buffer);
  view.setUint32(8, version, true);
  whole.set(packed, HEADER);
  view.setUint32(whole.length - 4, crc32(whole.subarray(0, -4)), true);
  return whole;
}

const zipped = (inner: Uint8Array) => new Uint8Array(gzipSync(inner));

/** The outcome of importing, after which nothing is left on the disk that no workspace names. */
async function outcome(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const disk = new Disk();
  const code = await codeOf(open(disk).workspaces.importFile(fileOf(bytes)));
  if (code !== 'none') expect([disk.files.size, disk.records.size, disk.locks.size]).toEqual([0, 0, 0]);
  return code;
}

describe('.shoal', () => {
  it('carries a workspace with its history to another device', async () => {
    const disk = new Disk();
    const { workspaces } = open(disk);
    const info = await workspaces.importFile(fileOf(await exported()));
    expect(info).toMatchObject({ name: 'shop 客', versions: 2, events: 102, bytes: disk.used });
    const opened = await workspaces.open(info.id);
    expect(opened.pageState).toEqual({ page: 2 });
    expect(opened.history.versions[1]).toMatchObject({ kind: 'assign', files: ['a', 'b'] });
    expect(await numberOf(opened)).toBe(2);
    expect(await numberOf((await workspaces.undo())!)).toBe(1);
  });

  it('can be opened twice on one device', async () => {
    const { workspaces } = open(new Disk());
    const bytes = await exported();
    const [a, b] = [await workspaces.importFile(fileOf(bytes)), await workspaces.importFile(fileOf(bytes))];
    expect(a.id).not.toBe(b.id);
    await workspaces.remove(a.id);
    expect(await numberOf(await workspaces.open(b.id))).toBe(2);
  });

  it('is refused with any byte flipped', async () => {
    const bytes = await exported();
    const seen = new Map<string, number>();
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1 << (at % 8);
      const code = await outcome(changed);
      seen.set(code, (seen.get(code) ?? 0) + 1);
    }
    expect(Object.fromEntries(seen)).toEqual({ 'workspace-not': 8, 'workspace-damaged': bytes.length - 8 });
  });

  it('is refused cut short anywhere, or with something behind it', async () => {
    const bytes = await exported();
    for (let length = 0; length < bytes.length; length++) {
      expect(await outcome(bytes.slice(0, length))).toBe(length === 0 ? 'workspace-not' : 'workspace-damaged');
    }
    expect(await outcome(Uint8Array.from([...bytes, 0]))).toBe('workspace-damaged');
  });

  it('is refused with anything else damaged', async () => {
    const bytes = await exported();
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(change, { minLength: 1, maxLength: 50, selector: ([at]) => at }), async (changes) => {
        const changed = bytes.slice();
        for (const [at, flip] of changes) changed[at]! ^= flip;
        expect(['workspace-not', 'workspace-damaged']).toContain(await outcome(changed));
      }),
      { numRuns: 300 },
    );
  });

  it('is refused in words where a later version wrote it', async () => {
    const { workspaces } = open(new Disk());
    const later = sealed(await exported(), zipped, 4);
    const error: unknown = await workspaces.importFile(fileOf(later)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'workspace-newer', params: { name: 'shop.shoal', version: 4 } });
  });

  it('carries what a workspace keeps beside its results, which earlier versions would take for damage', async () => {
    const { workspaces } = open(new Disk());
    const { id } = await workspaces.create('shop');
    await workspaces.save(state(1), figures(1), {}, build, { runs: { list: [1, 2] }, 'run-1': { labels: Int32Array.of(0, 1) } });
    await workspaces.save(state(2), figures(2), {}, build);
    const bytes = new Uint8Array(await (await workspaces.exportFile(id)).arrayBuffer());
    expect([bytes[8], (await exported())[8]]).toEqual([2, 1]);
    const other = open(new Disk()).workspaces;
    const { shelf } = await other.open((await other.importFile(fileOf(bytes))).id);
    expect(shelf).toEqual({ runs: { list: [1, 2] }, 'run-1': { labels: Int32Array.of(0, 1) } });
  });

  it('carries a run that was put back, likewise', async () => {
    const { workspaces } = open(new Disk());
    const { id } = await workspaces.create('shop');
    await workspaces.save(state(1), figures(1), {}, build);
    await workspaces.save(state(2), figures(2), {}, { ...build, kind: 'put-back' });
    const bytes = new Uint8Array(await (await workspaces.exportFile(id)).arrayBuffer());
    expect(bytes[8]).toBe(3);
    const other = open(new Disk()).workspaces;
    const { history } = await other.open((await other.importFile(fileOf(bytes))).id);
    expect(history.versions.map(({ kind }) => kind)).toEqual(['build', 'put-back']);
  });

  it('of an earlier version has nothing beside its results', async () => {
    const { workspaces } = open(new Disk());
    expect((await workspaces.open((await workspaces.importFile(fileOf(await exported()))).id)).shelf).toEqual({});
  });

  it.each(['', 'user,time\n1,2\n', 'SHOA', 'PK\u0003\u0004'])('is not any other file: %j', async (text) => {
    expect(await outcome(new TextEncoder().encode(text))).toBe(text === 'SHOA' ? 'workspace-damaged' : 'workspace-not');
  });

  describe('whose checksum is right and whose content is not', () => {
    const cases: Record<string, (inner: Buffer) => Uint8Array> = {
      'no gzip': (inner) => new Uint8Array(inner),
      nothing: () => new Uint8Array(0),
      'gzip cut short': (inner) => zipped(inner).slice(0, -20),
      'gzip with something behind it': (inner) => Uint8Array.from([...zipped(inner), 1, 2, 3]),
      'a long manifest': (inner) => zipped(Uint8Array.from([255, 255, 255, 255, ...inner.subarray(4)])),
      'a manifest beyond the end': (inner) => zipped(Uint8Array.from([0, 0, 0, 4, ...inner.subarray(4)])),
      'a manifest that is no JSON': (inner) => zipped(Uint8Array.from([...inner.subarray(0, 4), 0, ...inner.subarray(5)])),
      'a manifest that lacks a field': (inner) =>
        zipped(Buffer.from(inner.toString('latin1').replace('"pageState"', '"pageStale"'), 'latin1')),
      'a file cut short': (inner) => zipped(inner.subarray(0, -1)),
      'a file that is longer': (inner) => zipped(Uint8Array.from([...inner, 0])),
      'a part that was changed': (inner) => zipped(Uint8Array.from([...inner.subarray(0, -1), inner.at(-1)! ^ 1])),
    };
    it.each(Object.entries(cases))('%s', async (_, content) => {
      expect(await outcome(sealed(await exported(), content))).toBe('workspace-damaged');
    });
  });

  it('stops when told to', async () => {
    const disk = new Disk();
    const { workspaces } = open(disk);
    const { id } = await workspaces.create('shop');
    await workspaces.save(state(1), figures(1), {}, build);
    const signal = AbortSignal.abort();
    const file = fileOf(await exported());
    expect(await codeOf(workspaces.exportFile(id, { signal }))).toBe('cancelled');
    expect(await codeOf(workspaces.importFile(file, signal))).toBe('cancelled');
    expect(disk.files.size).toBe(4);
  });

  it('tells how far it is', async () => {
    const { workspaces } = open(new Disk());
    const { id } = await workspaces.create('shop');
    const { info } = await workspaces.save(state(1), figures(1), {}, build);
    const reports: number[][] = [];
    await workspaces.exportFile(id, { onBytes: (...report) => reports.push(report) });
    expect(reports.at(-1)).toEqual([info.bytes, info.bytes]);
  });
});
