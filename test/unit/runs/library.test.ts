import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_UNPINNED_RUNS } from '../../../workers/protocol/runs';
import { RunLibrary } from '../../../workers/runs';
import { keptRun } from './kept-run';

const ids = (library: RunLibrary) => library.runs.map(({ summary }) => summary.id);

describe('RunLibrary', () => {
  it('lets go the oldest that are not pinned, never the one on the screen', () => {
    const library = new RunLibrary();
    library.follow(keptRun('first'));
    for (let i = 0; i < MOST_UNPINNED_RUNS + 3; i++) library.put(keptRun(`r${i}`));
    expect(ids(library)).toEqual(['first', ...Array.from({ length: MOST_UNPINNED_RUNS - 1 }, (_, i) => `r${i + 4}`)]);
    library.change('r4', { pinned: true });
    library.follow(keptRun('now'));
    library.put(keptRun('next'));
    expect(ids(library).slice(0, 2)).toEqual(['r4', 'r5']);
    expect(ids(library)).not.toContain('first');
  });

  it('holds any run that was pinned and the newest others, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.boolean(), fc.boolean()), { maxLength: 80 }), (steps) => {
        const library = new RunLibrary();
        const pinned = new Set<string>();
        let current: string | null = null;
        for (const [number, pin, follow] of steps) {
          const id = `r${number}`;
          const known = ids(library).includes(id);
          const isPinned: boolean = known ? pinned.has(id) : pin;
          const run = keptRun(id, { pinned: isPinned });
          if (isPinned) pinned.add(id);
          if (follow) library.follow(run);
          else library.put(run);
          if (follow) current = id;
          const there = ids(library);
          expect([...pinned].every((each) => there.includes(each))).toBe(true);
          if (current) expect(there).toContain(current);
          expect(there.filter((each) => !pinned.has(each)).length).toBeLessThanOrEqual(MOST_UNPINNED_RUNS);
          expect(new Set(there).size).toBe(there.length);
        }
      }),
    );
  });

  it('says where a run is gone, and deletes all but the one on the screen', () => {
    const library = new RunLibrary();
    library.put(keptRun('a'));
    library.follow(keptRun('b'));
    expect(() => library.find('c')).toThrow(expect.objectContaining({ code: 'run-gone' }));
    expect(() => library.delete('b')).toThrow(expect.objectContaining({ code: 'run-current' }));
    library.delete('a');
    expect(ids(library)).toEqual(['b']);
    library.bringBack();
    expect(ids(library)).toEqual(['a', 'b']);
    library.delete('a');
    library.put(keptRun('a', { name: 'again' }));
    library.bringBack();
    expect(library.runs.map(({ summary }) => [summary.id, summary.name])).toEqual([
      ['a', null],
      ['b', null],
    ]);
    expect(library.view().map(({ id, current }) => [id, current])).toEqual([
      ['b', true],
      ['a', false],
    ]);
  });
});
