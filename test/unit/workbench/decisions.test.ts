import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilePreview } from '../../../workers/protocol/ingest';
import { stepOfKey } from '../../../src/screens/data/undo-keys';
import { again, back, NO_STEPS, stepped, type Steps } from '../../../src/workbench/steps';
import { settled } from './fake-engine';
import { fileOf, mapping, readOf, workbench } from './workbench';

describe('steps', () => {
  it('are what a list with a place in it is, whatever is done', () => {
    const act = fc.oneof(fc.nat(1000), fc.constantFrom('back' as const, 'again' as const));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        let [steps, now]: readonly [Steps<number>, number] = [NO_STEPS, -1];
        const list = [-1];
        let place = 0;
        for (const one of acts) {
          if (typeof one === 'number') {
            steps = stepped(steps, now);
            now = one;
            list.splice(++place, list.length, one);
          } else {
            const taken = one === 'back' ? back(steps, now) : again(steps, now);
            const to = place + (one === 'back' ? -1 : 1);
            expect(taken === null).toBe(list[to] === undefined);
            if (taken) [[steps, now], place] = [taken, to];
          }
          expect(now).toBe(list[place]);
        }
      }),
    );
  });

  it('are a hundred at most, the latest', () => {
    let steps: Steps<number> = NO_STEPS;
    for (let i = 0; i < 150; i++) steps = stepped(steps, i);
    expect(steps.past).toEqual(Array.from({ length: 100 }, (_, i) => i + 50));
  });
});

describe('changes of how the open file is read', () => {
  async function opened() {
    const bench = await workbench();
    await bench.open(fileOf('events.csv'));
    const decided = () => {
      const { mapping: of, cleaning, joined = [] } = bench.state().draft!;
      return [of.valueIs, cleaning.dropDuplicates, joined.length];
    };
    /** Has the engine read the file that it is asked to read. */
    const read = async () => {
      await settled();
      await bench.engine.current.answer(readOf(fileOf('events.csv')));
    };
    return { ...bench, decided, read };
  }

  it('are taken back one by one and made again, and the file is read each time as was decided', async () => {
    const { actions, state, engine, decided, read } = await opened();
    const { cleaning } = state().draft!;
    void actions.setMapping({ ...mapping, valueIs: 'unit' });
    await read();
    void actions.setCleaning({ ...cleaning, dropDuplicates: false });
    await read();
    expect(decided()).toEqual(['unit', false, 0]);
    for (const [step, expected] of [
      [actions.undoChange, ['unit', true, 0]],
      [actions.undoChange, ['line', true, 0]],
      [actions.redoChange, ['unit', true, 0]],
    ] as const) {
      void step();
      await settled();
      expect(engine.current.method).toBe('read');
      expect(engine.current.args.slice(2, 4)).toEqual([state().draft!.mapping, state().draft!.cleaning]);
      await read();
      expect(decided()).toEqual(expected);
      expect(state().draft!.quality).not.toBeNull();
    }
  });

  it('bring a joined table back that another kind of row had sent away', async () => {
    const { actions, decided, read } = await opened();
    const tables = await import('../../../src/workbench/actions/tables');
    void tables.joinTable(fileOf('users.csv'), {} as FilePreview, { ...mapping, kind: 'users' });
    await read();
    void actions.setMapping({ ...mapping, kind: 'users' });
    await read();
    expect(decided()[2]).toBe(0);
    void actions.undoChange();
    await read();
    expect(decided()[2]).toBe(1);
  });

  it('of one file are none of another', async () => {
    const { actions, open, state, read } = await opened();
    void actions.setMapping({ ...mapping, valueIs: 'unit' });
    await read();
    await open(fileOf('others.csv'));
    const before = state().draft;
    await actions.undoChange();
    expect(state().draft).toBe(before);
  });
});

describe('keys', () => {
  const pressed = { key: 'z', ctrlKey: true, metaKey: false, shiftKey: false, altKey: false, defaultPrevented: false, target: null };
  const at = (tagName: string, type = '') => ({ tagName, type }) as unknown as EventTarget;

  it.each([
    ['Ctrl+Z', {}, 'undo'],
    ['Ctrl+Shift+Z', { key: 'Z', shiftKey: true }, 'redo'],
    ['Command+Z', { ctrlKey: false, metaKey: true }, 'undo'],
    ['Ctrl+Y', { key: 'y' }, 'redo'],
    ['Z alone', { ctrlKey: false }, null],
    ['Ctrl+Alt+Z', { altKey: true }, null],
    ['in a field of text', { target: at('INPUT', 'text') }, null],
    ['in a list', { target: at('SELECT') }, 'undo'],
    ['on a switch', { target: at('INPUT', 'checkbox') }, 'undo'],
    ['where something else took them', { defaultPrevented: true }, null],
  ] as const)('%s', (_, change, expected) => {
    expect(stepOfKey({ ...pressed, ...change })).toBe(expected);
  });
});
