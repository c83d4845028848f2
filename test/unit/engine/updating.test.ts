import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../workers/engine/engine';
import type { RunResult } from '../../../workers/protocol/engine';
import type { RunReport } from '../../../workers/protocol/report';
import type { UpdateStrength } from '../../../workers/protocol/update';
import { failure, rejectedRows } from '../ingest/support';
import { Disk } from '../store/memory-device';
import { csv, engineOn, fileOf, MAPPING, recipeOf, shopLines, text, value } from './engine';

const quiet = () => undefined;
const WORDS = { names: [], alerts: [], none: 'no segment' };
const FIRST = fileOf('spring.csv', csv(shopLines([0, 300], [0, 180])));
const NEWER = fileOf('july.csv', csv([...shopLines([0, 310], [180, 210]), 'ann,view,not a date,1']));

async function built(engine: Engine, file = FIRST): Promise<RunResult> {
  await value(engine.read('read', file, MAPPING, { dropDuplicates: true, maxYearsFromMedian: 20 }, quiet));
  return value(engine.build('build', recipeOf(MAPPING), 'auto', quiet));
}

async function propose(engine: Engine, file = NEWER, strength: UpdateStrength | null = 'assign') {
  const { matches } = await value(engine.previewAppend('preview', file));
  return value(engine.proposeUpdate('update', file, matches, strength, 'auto', quiet));
}

async function keep(engine: Engine, into: string | null = null) {
  return value(engine.keep('keep', into, 'shop', {}));
}

const timesOf = (lines: readonly string[]) => lines.map((line) => line.split(',')[2]!);
const labels = async (engine: Engine) => text(await value(engine.exportSegments(WORDS)));

/** A workspace with a result in it. */
async function workspace(disk: Disk | null = new Disk()) {
  const engine = engineOn(disk);
  const before = await built(engine);
  const { info } = await keep(engine);
  const id = info?.id ?? null;
  return { engine, before, id, keep: () => keep(engine, id) };
}

describe('an update of a workspace', () => {
  it('says what the file brought and replaces nothing before it is accepted', async () => {
    const { engine, before } = await workspace();
    const shown = await labels(engine);
    const { append, segments, flows, usersBefore, usersAfter, after } = await propose(engine);
    const { quality, overlap, newEvents, newUsers } = append;
    expect(quality.rowsRead).toBe(newEvents + overlap + quality.duplicates + rejectedRows({ quality } as never));
    expect(newUsers).toBeGreaterThanOrEqual(10);
    expect([usersBefore, usersAfter]).toEqual([before.users, after.users]);
    expect(segments.map((one) => one.before)).toEqual([0, 1, 2, 3]);
    expect(flows.reduce((sum, { users }) => sum + users, 0)).toBe(usersAfter);
    expect(after).toMatchObject({ kind: 'assign' });
    expect(await labels(engine)).toBe(shown);
  });

  it.each(['assign', 'tune', 'rebuild'] as const)('by %s keeps the segments’ numbers, and is undone exactly', async (strength) => {
    const { engine, keep } = await workspace();
    const before = await labels(engine);
    const proposal = await propose(engine, NEWER, strength);
    expect(proposal.strength).toBe(strength);
    const read = await value(engine.acceptUpdate());
    expect(read.files).toEqual(['spring.csv', 'july.csv']);
    const { history } = await keep();
    expect(history.versions.map(({ kind, files }) => [kind, files.length])).toEqual([
      ['build', 1],
      [strength, 2],
    ]);
    // Who stays is known by the same number.
    const known = (csvText: string) => new Map(csvText.split('\r\n').map((line) => line.split(',').slice(0, 2) as [string, string]));
    const [old, now] = [known(before), known(await labels(engine))];
    const same = [...old].filter(([user, segment]) => now.get(user) === segment).length;
    expect(same / old.size).toBeGreaterThan(0.9);

    const undone = await value(engine.goToVersion('back', history.undo!));
    expect(undone.read!.files).toEqual(['spring.csv']);
    expect(await labels(engine)).toBe(before);
    const again = await value(engine.goToVersion('forth', history.current!));
    expect(again.run!.kind).toBe(strength);
    expect(again.read!.files).toEqual(['spring.csv', 'july.csv']);
  });

  it('goes on through several files, windows, another k and an undo', async () => {
    const { engine, keep } = await workspace();
    for (const [i, days] of [[180, 195] as const, [195, 210] as const].entries()) {
      await propose(engine, fileOf(`later-${i}.csv`, csv(shopLines([0, 300], days))));
      await value(engine.acceptUpdate());
      await keep();
    }
    const whole = engineOn(null);
    const { quality } = await value(
      whole.read(
        'r',
        fileOf('all.csv', csv(shopLines([0, 300], [0, 210]))),
        MAPPING,
        { dropDuplicates: true, maxYearsFromMedian: 20 },
        quiet,
      ),
    );
    const { fileName: _, fileSize: _size, dirt: _dirt, revenue, ...counts } = quality;
    const report = JSON.parse(await text(await value(engine.exportReport(WORDS)))) as RunReport;
    expect(report.quality).toMatchObject({ ...counts, byMonth: expect.anything() as unknown, refundValue: expect.anything() as unknown });
    expect(report.quality.revenue).toBeCloseTo(revenue!, 6);
    expect(report.laterFiles!.map(({ name }) => name)).toEqual(['later-0.csv', 'later-1.csv']);
    expect(report.kind).toBe('assign');

    const tracked = await value(engine.retrack('t', { ...recipeOf(MAPPING).track, window: 'week' }, quiet));
    expect(tracked.timeline.unit).toBe('week');
    const kept = report.segments.length;
    expect((await failure(value(engine.chooseK('k', 5, quiet)))).code).toBe('users-fewer-than-k');
    // Stability of the one k there is was left for later.
    expect((await value(engine.completeStability('s', quiet))).map(({ k, stability }) => [k, stability.length])).toEqual([[kept, kept]]);
    expect(await value(engine.findUser(shopLines([7, 8], [0, 180])[0]!.split(',')[0]!))).toMatchObject({
      id: shopLines([7, 8], [0, 180])[0]!.split(',')[0]!,
    });
    expect((await value(engine.windowMap(0))).rows.length).toBeGreaterThan(0);

    const { history } = await keep();
    await value(engine.goToVersion('back', history.undo!));
    await propose(engine, NEWER);
    const { files } = await value(engine.acceptUpdate());
    expect(files).toEqual(['spring.csv', 'later-0.csv', 'july.csv']);
  });

  it('is the ground of a build from nothing, which offers every k and keeps who the segments are', async () => {
    const { engine } = await workspace();
    await propose(engine);
    await value(engine.acceptUpdate());
    const before = await labels(engine);
    const result = await value(engine.build('again', recipeOf(MAPPING), 'auto', quiet));
    expect(result.kind).toBe('rebuild');
    expect(result.validity.length).toBeGreaterThan(3);
    expect(result.segments.portraits.map(({ id }) => id).sort()).toEqual([0, 1, 2, 3]);
    const segmentsOf = (all: string) => all.split('\r\n').map((line) => line.split(',').slice(0, 2).join());
    const [a, b] = [segmentsOf(before), segmentsOf(await labels(engine))];
    expect(a.filter((line, i) => line === b[i]).length / a.length).toBeGreaterThan(0.9);
    const { segments } = await value(engine.chooseK('k', 5, quiet));
    expect(new Set(segments.portraits.map(({ id }) => id)).size).toBe(5);
  });

  it('of the same file under another seed keeps who the segments are, and says how far they depend on it', async () => {
    const { engine } = await workspace();
    const recipe = recipeOf(MAPPING);
    const first = await value(engine.build('first', recipe, 'auto', quiet));
    const before = await labels(engine);
    const again = await value(engine.build('again', { ...recipe, seed: recipe.seed + 1 }, 'auto', quiet));
    expect(again.kind).toBe('rebuild');
    const nameOf = ({ portraits }: typeof first.segments) => new Map(portraits.map(({ id, name }) => [id, name]));
    expect(nameOf(again.segments)).toEqual(nameOf(first.segments));
    const segmentsOf = (all: string) => all.split('\r\n').map((line) => line.split(',').slice(0, 2).join());
    const [a, b] = [segmentsOf(before), segmentsOf(await labels(engine))];
    expect(a.filter((line, i) => line === b[i]).length / a.length).toBeGreaterThan(0.9);
    expect(first.kind).toBe('build');
    const figures = await value(engine.completeSeedStability('s', quiet));
    expect(figures.basis.otherSeeds).toEqual({ seeds: 3, users: first.users, sampled: false });
    const own = figures.validity.find(({ k }) => k === 4)!;
    expect(own.seedStability!.every((jaccard) => jaccard > 0.75 && jaccard <= 1)).toBe(true);
    const report = JSON.parse(await text(await value(engine.exportReport(WORDS)))) as RunReport;
    expect(report.validity.byK.find(({ k }) => k === 4)!.seedStability).toEqual(own.seedStability);
    expect(report.validity.basis.otherSeeds).toEqual(figures.basis.otherSeeds);
  });

  it('counts the overlap of two exports once, and puts late events where they belong', async () => {
    const { engine } = await workspace();
    const overlapping = fileOf('overlap.csv', csv(shopLines([0, 300], [150, 210])));
    const { append } = await propose(engine, overlapping);
    expect(append.overlap).toBe(shopLines([0, 300], [150, 180]).length);
    expect(append.newEvents).toBe(shopLines([0, 300], [180, 210]).length);
    const newest = timesOf(shopLines([0, 300], [0, 180]))
      .sort()
      .at(-1)!;
    expect(append.lateEvents).toBe(timesOf(shopLines([0, 300], [180, 210])).filter((time) => time < newest).length);
    const late = fileOf('late.csv', csv([`${shopLines([0, 1], [0, 180])[0]!.split(',')[0]!},view,2023-01-20 03:00:00,1.00`]));
    expect((await propose(engine, late)).append).toMatchObject({ newEvents: 1, lateEvents: 1, changedUsers: 1, newUsers: 0 });
  });

  it('of the same file again has nothing to accept', async () => {
    const { engine, before } = await workspace();
    const { append, after, movedUsers, transitions } = await propose(engine, FIRST);
    expect(append).toMatchObject({ newEvents: 0, overlap: append.quality.rowsRead });
    expect([movedUsers, transitions]).toEqual([0, []]);
    expect(after.segments.labels).toEqual(before.segments.labels);
    expect((await failure(value(engine.acceptUpdate()))).code).toBe('nothing-open');
  });

  it('that has no new event but says more of users is taken over, and undone exactly', async () => {
    const lines = shopLines([0, 300], [0, 180]);
    const ids = [...new Set(lines.map((line) => line.split(',')[0]!))];
    const age = (id: string) => 20 + (ids.indexOf(id) % 40);
    const unknown = new Set(ids.slice(0, 30));
    const header = 'user_id,event,timestamp,price,age';
    const aged = (line: string, blank: ReadonlySet<string>) => {
      const id = line.split(',')[0]!;
      return `${line},${blank.has(id) ? '' : age(id)}`;
    };
    const mapping = {
      ...MAPPING,
      columns: [...MAPPING.columns, { name: 'age', role: 'other' as const }],
      attributes: [{ name: 'age', as: 'number' as const }],
    };
    const engine = engineOn(new Disk());
    const first = fileOf(
      'aged.csv',
      csv(
        lines.map((line) => aged(line, unknown)),
        header,
      ),
    );
    const { quality } = await value(engine.read('read', first, mapping, { dropDuplicates: true, maxYearsFromMedian: 20 }, quiet));
    expect(quality.attributeDirt!.gaps).toEqual([{ name: 'age', rows: 30, filled: 0 }]);
    await value(engine.build('build', recipeOf(mapping), 'auto', quiet));
    const { info } = await keep(engine);
    const before = await labels(engine);

    const newer = lines.filter((line) => unknown.has(line.split(',')[0]!)).map((line) => aged(line, new Set()));
    const { append, after } = await propose(engine, fileOf('more.csv', csv(newer, header)));
    expect(append).toMatchObject({ newEvents: 0, newUsers: 0, changedUsers: 0, describedUsers: 30, overlap: newer.length });
    expect(after.users).toBe(ids.length);
    const read = await value(engine.acceptUpdate());
    expect(read.quality.attributeDirt!.gaps).toEqual([]);
    const { history } = await keep(engine, info!.id);
    const undone = await value(engine.goToVersion('back', history.undo!));
    expect(undone.read!.quality).toEqual(quality);
    expect(await labels(engine)).toBe(before);
  });

  it('that was cancelled leaves an earlier proposal to accept', async () => {
    const { engine } = await workspace();
    await propose(engine);
    const { matches } = await value(engine.previewAppend('preview', NEWER));
    const cancelled = engine.proposeUpdate('other', NEWER, matches, 'rebuild', 'auto', () => engine.cancel('other'));
    expect((await failure(value(cancelled))).code).toBe('cancelled');
    expect((await value(engine.acceptUpdate())).files).toHaveLength(2);
    expect((await failure(value(engine.acceptUpdate()))).code).toBe('nothing-open');
  });

  it('under another strength reads the file once', async () => {
    const { engine } = await workspace();
    await propose(engine);
    await value(engine.completeStability('s', quiet));
    const stages: string[] = [];
    const { matches } = await value(engine.previewAppend('preview', NEWER));
    await value(engine.proposeUpdate('u', NEWER, matches, 'tune', 'auto', ({ stage }) => stages.push(stage)));
    expect(stages).not.toContain('read');
  });

  it('goes back from memory where nothing can be kept, three results at most', async () => {
    const { engine, keep } = await workspace(null);
    const before = await labels(engine);
    for (const day of [180, 190, 200]) {
      await propose(engine, fileOf(`from-${day}.csv`, csv(shopLines([0, 300], [day, day + 10]))));
      await value(engine.acceptUpdate());
      expect(await keep()).toMatchObject({ info: null, trouble: 'denied' });
    }
    const last = await keep();
    expect(last.history.versions.map(({ files }) => files.length)).toEqual([2, 3, 4]);
    const back = await value(engine.goToVersion('back', last.history.undo!));
    expect(back.read!.files).toHaveLength(3);
    expect((await keep()).history).toMatchObject({ current: last.history.undo });
    expect(before).not.toBe(await labels(engine));
  });

  it('exports the rejected rows of all files, each with its name', async () => {
    const { engine, keep, id } = await workspace();
    const other = fileOf('other.csv', csv(['2023-07-20 10:00:00,4.00,u3,view', 'never,4.00,u4,view'], 'timestamp,price,user_id,event'));
    await propose(engine, NEWER);
    await value(engine.acceptUpdate());
    await propose(engine, other);
    await value(engine.acceptUpdate());
    const rows = (await text(await value(engine.exportRejected('x', quiet)))).trim().split('\r\n');
    expect(rows[0]).toBe('file,line,reason,user_id,event,timestamp,price');
    expect(rows.slice(1)).toEqual([
      `july.csv,${csv(shopLines([0, 310], [180, 210])).split('\n').length},bad-date,ann,view,not a date,1`,
      'other.csv,3,bad-date,u4,view,never,4.00',
    ]);
    await keep();
    await value(engine.openWorkspace('o', id!));
    expect((await text(await value(engine.exportRejected('x', quiet)))).trim().split('\r\n')).toEqual(rows);
  });
});
