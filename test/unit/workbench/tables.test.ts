import { describe, expect, it } from 'vitest';
import type { FilePreview } from '../../../workers/protocol/ingest';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import { settled } from './fake-engine';
import { fileOf, mapping, readOf, workbench } from './workbench';

const users: MappingRecipe = { ...mapping, kind: 'users', attributes: [{ name: 'age', as: 'number' }] };
const items: MappingRecipe = { ...mapping, kind: 'items' };

describe('tables beside the events', () => {
  async function opened() {
    const bench = await workbench();
    const tables = await import('../../../src/workbench/actions/tables');
    await bench.open(fileOf('events.csv'));
    const join = (name: string, of: MappingRecipe) => tables.joinTable(fileOf(name), {} as FilePreview, of);
    const joined = () => (bench.state().draft!.joined ?? []).map(({ file }) => file.name);
    return { ...bench, tables, join, joined };
  }

  it('one of users and one of items at most; a newer one takes the place of the other', async () => {
    const { engine, join, joined, state } = await opened();
    for (const [name, of] of [
      ['a.csv', users],
      ['i.csv', items],
      ['b.csv', users],
    ] as const) {
      const done = join(name, of);
      await settled();
      expect(engine.current.method).toBe('join');
      await engine.current.answer(readOf(fileOf('events.csv')));
      expect(await done).toBe(true);
    }
    expect(joined()).toEqual(['i.csv', 'b.csv']);
    const { recipeOf } = await import('../../../src/workbench/actions/settings');
    expect(recipeOf(state())!.joined).toEqual([
      { file: 'i.csv', mapping: items },
      { file: 'b.csv', mapping: users },
    ]);
  });

  it('a join that fails leaves everything as it was', async () => {
    const { engine, join, joined, state } = await opened();
    const before = state().draft;
    const done = join('a.csv', users);
    await settled();
    await engine.current.fail('mapping-no-user');
    expect(await done).toBe(false);
    expect(state().draft).toBe(before);
    expect(joined()).toEqual([]);
    expect(state().problem!.error.code).toBe('mapping-no-user');
  });

  it('are read again with the events, and go when the file turns out to be one of users', async () => {
    const { engine, join, joined, actions } = await opened();
    void join('a.csv', users);
    await settled();
    await engine.current.answer(readOf(fileOf('events.csv')));
    void actions.setMapping({ ...mapping, valueIs: 'unit' });
    await settled();
    expect(engine.current).toMatchObject({ method: 'read' });
    expect((engine.current.args[5] as readonly { readonly file: File }[]).map(({ file }) => file.name)).toEqual(['a.csv']);
    await engine.current.answer(readOf(fileOf('events.csv')));
    void actions.setMapping(users);
    await settled();
    expect(engine.current.args[5]).toEqual([]);
    expect(joined()).toEqual([]);
  });
});
