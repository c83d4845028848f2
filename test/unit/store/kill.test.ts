import { describe, expect, it } from 'vitest';
import type { Workspaces } from '../../../workers/store';
import { Disk, type Faults } from './memory-device';
import { build, codeOf, figures, numberOf, open, state } from './states';

interface Setting {
  readonly id: string;
  readonly file: File;
}

/** What a tab does once state 1 is kept, and which state may be found afterwards if it was cut off. */
interface Step {
  readonly name: string;
  readonly run: (workspaces: Workspaces, setting: Setting) => Promise<unknown>;
  /** Before and after; null: the workspace is gone. */
  readonly found: readonly (number | null)[];
}

const steps: readonly Step[] = [
  { name: 'saving a new version', run: (w) => w.save(state(2), figures(2), { page: 2 }, build), found: [1, 2] },
  { name: 'replacing the current one', run: (w) => w.save(state(2), figures(2), { page: 2 }, 'replace-current'), found: [1, 2] },
  {
    name: 'saving a new version with something beside it',
    run: (w) => w.save(state(2), figures(2), { page: 2 }, build, { runs: { number: 2 } }),
    found: [1, 2],
  },
  { name: 'saving a draft', run: (w) => w.save(state(2), figures(2), { page: 2 }, 'draft'), found: [1, 2] },
  { name: 'undoing', run: (w) => w.undo(), found: [1, 0] },
  { name: 'removing', run: (w, { id }) => w.remove(id), found: [1, null] },
  { name: 'duplicating', run: (w, { id }) => w.duplicate(id, 'copy'), found: [1] },
  { name: 'exporting', run: (w, { id }) => w.exportFile(id), found: [1] },
  { name: 'importing', run: (w, { file }) => w.importFile(file), found: [1] },
  { name: 'erasing', run: (w) => w.eraseEverything(), found: [1, null] },
];

async function prepared(): Promise<{ disk: Disk } & Setting> {
  const disk = new Disk();
  const { tab, workspaces } = open(disk);
  const { id } = await workspaces.create('shop');
  await workspaces.save(state(0), figures(0), { page: 0 }, build);
  await workspaces.save(state(1), figures(1), { page: 1 }, build);
  const file = new File([await workspaces.exportFile(id)], 'shop.shoal');
  tab.end(disk);
  return { disk, id, file };
}

/** The step in a tab to which `faults` happen; the tab is gone at the end. */
async function attempt(step: Step, faults: Faults) {
  const setting = await prepared();
  const { tab, workspaces } = open(setting.disk);
  await workspaces.open(setting.id);
  const before = tab.operations;
  tab.end(setting.disk);
  const second = open(setting.disk, faults.at === 0 ? faults : { ...faults, at: before + faults.at });
  await workspaces.close();
  await second.workspaces.open(setting.id);
  const code = await codeOf(step.run(second.workspaces, setting));
  return { ...setting, ...second, code, operations: second.tab.operations - before };
}

/** What a fresh tab finds, after its sweep: every workspace complete, and no file that none of them names. */
async function found({ disk, id }: { disk: Disk; id: string }): Promise<number | null> {
  const { workspaces } = open(disk);
  const infos = await workspaces.list();
  const named = new Set(
    [...disk.records.values()].flatMap(({ versions, draft, shelf }) =>
      [...versions.map(({ stored }) => stored), ...(draft ? [draft.stored] : []), ...(shelf ? [shelf] : [])].flatMap(({ refs }) =>
        Object.values(refs).map(({ path }) => path),
      ),
    ),
  );
  expect([...disk.files.keys()].sort()).toEqual([...named].sort());
  let number: number | null = null;
  for (const info of infos) {
    const opened = await workspaces.open(info.id);
    const one = await numberOf(opened);
    // Where there is something beside the state, it came with state 2 and is whole.
    if (one === 2 && opened.shelf?.['runs']) expect(opened.shelf).toEqual({ runs: { number: 2 } });
    if (info.id === id) {
      number = one;
      if (one !== 0) expect(opened.pageState).toEqual({ page: one });
    } else {
      expect(one).toBe(1);
    }
  }
  return number;
}

describe.each(steps)('$name', (step) => {
  it('cut off at any operation, leaves what was or what is to be', async () => {
    const whole = await attempt(step, { at: 0, how: 'kill' });
    expect(whole.code).toBe('none');
    whole.tab.end(whole.disk);
    expect(await found(whole)).toBe(step.found.at(-1));
    const seen = new Set<number | null>();
    for (let at = 1; at <= whole.operations; at++) {
      const cut = await attempt(step, { at, how: 'kill' });
      cut.tab.end(cut.disk);
      const state = await found(cut);
      expect(step.found).toContain(state);
      seen.add(state);
    }
    expect(seen.has(1)).toBe(true);
  });

  it.each(['fail', 'full'] as const)('where any one operation goes wrong (%s), says so and goes on', async (how) => {
    const { operations } = await attempt(step, { at: 0, how });
    for (let at = 1; at <= operations; at++) {
      const hurt = await attempt(step, { at, how });
      expect(['none', how === 'full' ? 'storage-full' : 'storage-failed']).toContain(hurt.code);
      // The same tab can go on: the next save is kept.
      if (hurt.workspaces.openId !== null && hurt.disk.records.has(hurt.id)) {
        await hurt.workspaces.save(state(7), figures(7), { page: 7 }, 'replace-current');
        hurt.tab.end(hurt.disk);
        expect(await found(hurt)).toBe(7);
      } else {
        hurt.tab.end(hurt.disk);
        expect(step.found).toContain(await found(hurt));
      }
    }
  });
});
