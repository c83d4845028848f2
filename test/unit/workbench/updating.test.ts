import { describe, expect, it } from 'vitest';
import type { FilePreview } from '../../../workers/protocol/ingest';
import type { HeaderMatch } from '../../../workers/protocol/update';
import { settled } from './fake-engine';
import { fileOf, mapping, workbench } from './workbench';

const newer = {
  hasHeader: true,
  columns: ['user', 'when', 'stamp'].map((name) => ({ name })),
  mapping,
} as unknown as FilePreview;
const matches: readonly HeaderMatch[] = [
  { wanted: 'user', column: 0, how: 'exact' },
  { wanted: 'time', column: null, how: 'none' },
];

describe('a newer file', () => {
  async function offered() {
    const bench = await workbench();
    const updating = await import('../../../src/workbench/updating');
    await bench.open(fileOf('events.csv'));
    await bench.build();
    updating.offerFile(fileOf('newer.csv'));
    return { ...bench, updating, step: () => updating.useUpdating.getState().step };
  }

  it('that cannot be one with the files leaves its columns on the screen, and the question at hand', async () => {
    const { engine, updating, state, step } = await offered();
    const question = step();
    const asked = updating.openTogether();
    await settled();
    await engine.current.answer({ files: [fileOf('events.csv')], renamed: [] });
    await engine.current.answer({ preview: newer, matches, expected: null });
    expect(await asked).toBe(false);
    expect(step()).toMatchObject({ kind: 'columns', together: true });
    updating.setMatch(1, 1);
    const told = updating.confirmColumns();
    await settled();
    await engine.current.answer({ files: [fileOf('events.csv')], renamed: [] });
    await settled();
    expect(engine.current.args[2]).toEqual({ renamed: [{ from: 'when', to: 'time' }] });
    await engine.current.fail('files-differ');
    expect(await told).toBe(false);
    expect(state().problem!.error.code).toBe('files-differ');
    expect(step()!.kind).toBe('columns');
    updating.askAgain();
    expect(step()).toBe(question);
    expect(state().problem).toBeNull();
  });
});
