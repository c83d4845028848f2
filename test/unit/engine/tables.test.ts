import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import type { PageState } from '../../../workers/protocol/workspace';
import { CLEANING, hasSharedData, sharedFile, sharedText, SKIPPED, splitLine } from '../ingest/support';
import { Disk } from '../store/memory-device';
import { engineOn, fileOf, recipeOf, text, value } from './engine';

const ignore = () => undefined;
const page: PageState = {};

describe.skipIf(!hasSharedData)(`tables through the engine (${SKIPPED})`, () => {
  it(
    'Telco churn alone: segments, outcomes that add up, export, no timeline; the workspace brings it back',
    { timeout: 240_000 },
    async () => {
      const customers = sharedText('telco-churn.csv').split(/\r?\n/).slice(0, 1501);
      const file = fileOf('telco.csv', `${customers.join('\n')}\n`);
      const { mapping } = await previewFile(file);
      const disk = new Disk();
      const engine = engineOn(disk);
      await value(engine.read('r', file, mapping, CLEANING, ignore));
      const run = await value(engine.build('b', recipeOf(mapping), 'auto', ignore));
      expect(run.users).toBe(1500);
      expect(run.specs.every(({ id }) => !/churn/.test(id))).toBe(true);
      expect(run.timeline).toMatchObject({ windows: [], alerts: [], tooShort: true });
      const churn = run.segments.portraits.map(({ labels }) => labels!.find(({ column }) => column === 'Churn')!);
      const rows = customers.slice(1).map(splitLine);
      const churned = new Map(rows.map((cells) => [cells[0]!, cells[20] === 'Yes']));
      const total = [...churned.values()].filter(Boolean).length;
      expect(churn.reduce((sum, figure) => sum + figure.value * figure.users, 0)).toBeCloseTo(total, 6);
      expect(churn.every(({ level, overall }) => level === 'Yes' && Math.abs(overall - total / 1500) < 1e-12)).toBe(true);
      const names = run.segments.portraits.map(({ name }) => JSON.stringify(name));
      expect(new Set(names).size).toBe(run.segments.k);
      expect(run.segments.portraits.some(({ name }) => name.some(({ key }) => key.startsWith('attribute-')))).toBe(true);

      const words = { names: names.map((_, i) => `segment ${i}`), alerts: [], none: 'no segment' };
      const lines = (await text(await value(engine.exportSegments(words)))).split('\r\n').slice(1, -1).map(splitLine);
      for (const [id, figure] of churn.entries()) {
        const members = lines.filter((cells) => cells[1] === String(id + 1));
        expect(members.filter((cells) => churned.get(cells[0]!)).length / members.length).toBeCloseTo(figure.value, 12);
      }
      // Nothing but attributes: the model of the run puts everybody where they are, and the run goes back on the screens.
      const { runs } = await value(engine.listRuns({}));
      const archive = new File([await value(engine.exportRun(runs[0]!.id, {}))], 'run.zip');
      const { id } = await value(engine.importRun(archive));
      const placed = await value(engine.placeUsers('p', id, ignore));
      expect(placed.days).toBe(null);
      expect(placed.segments.map(({ users, runUsers }) => users - runUsers)).toEqual(run.segments.portraits.map(() => 0));
      await value(engine.build('b', recipeOf(mapping, { seed: 5 }), 'auto', ignore));
      const back = await value(engine.putBackRun('back', runs[0]!.id, ignore));
      expect([back.segments.labels, back.segments.portraits]).toEqual([run.segments.labels, run.segments.portraits]);

      const kept = await value(engine.keep('k', null, 'telco', page));
      const again = engineOn(disk);
      await value(engine.closeWorkspace());
      const opened = await value(again.openWorkspace('o', kept.info!.id));
      expect(opened.read!.quality).toMatchObject({ table: 'users', users: 1500 });
      expect(opened.run!.segments.portraits).toEqual(run.segments.portraits);
      const refused = await again.proposeUpdate('u', file, [], null, 'auto', ignore);
      expect(refused).toMatchObject({ ok: false, error: { code: 'update-timeless' } });
    },
  );

  it(
    'Complete Journey: profiles join the baskets without reading these again, are kept, and can be taken away',
    { timeout: 240_000 },
    async () => {
      const baskets = sharedFile('complete-journey-transactions.csv.gz');
      const profiles = sharedFile('complete-journey-households.csv');
      const { mapping } = await previewFile(baskets);
      const table = { file: profiles, mapping: (await previewFile(profiles)).mapping };
      const disk = new Disk();
      const engine = engineOn(disk);
      const plain = await value(engine.read('r', baskets, mapping, CLEANING, ignore));
      const { quality } = await value(engine.join('j', [table], ignore));
      expect(quality).toMatchObject({ kept: plain.quality.kept, joins: [{ kind: 'users', inEvents: 2377, matched: 801, unmatched: 0 }] });
      const kept = await value(engine.keep('k', null, 'journey', page));
      await value(engine.closeWorkspace());

      const again = engineOn(disk);
      const { read } = await value(again.openWorkspace('o', kept.info!.id));
      expect(read!.joined!.map(({ file }) => file.name)).toEqual(['complete-journey-households.csv']);
      const recipe = recipeOf(mapping);
      const run = await value(again.build('b', { ...recipe, track: { ...recipe.track, window: 'month' } }, 'auto', ignore));
      const ids = run.specs.map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(['attr_income', 'attr_age', 'attr_profile_missing', 'value_total']));
      expect(run.timeline.windows.length).toBeGreaterThan(6);
      const apart = await value(again.join('j', [], ignore));
      expect(apart.quality.joins).toBeUndefined();
    },
  );
});
