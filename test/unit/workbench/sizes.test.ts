import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultEncoder, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import type { SizeChoice } from '../../../workers/protocol/sizes';
import { settled } from './fake-engine';
import { fileOf, workbench } from './workbench';

afterEach(() => vi.unstubAllGlobals());

const choiceOf = (encoders: readonly EncoderRecipe[], chosen: number | null): SizeChoice => ({
  budgetSeconds: 120,
  backend: 'wasm',
  users: 100,
  measured: encoders.map((encoder, at) => ({ encoder, parts: [], seconds: at })),
  chosen,
});

const small = { ...defaultEncoder('gru'), sequence: { steps: 16, width: 16, layers: 1, masking: 0 } } as const;
const large = { ...defaultEncoder('gru'), sequence: { steps: 64, width: 128, layers: 2, masking: 0 } } as const;

describe('sizes that were measured', () => {
  it('are written into the settings, and change nothing else there', async () => {
    const { actions, engine, state, open } = await workbench();
    await open(fileOf('a.csv'));
    actions.changeSettings({ encoder: defaultEncoder('gru') });
    const done = actions.measureSizes(120);
    await settled();
    expect(engine.current.method).toBe('measureSizes');
    expect(engine.current.args[3]).toBe(120);
    // The pace was changed while it went on.
    actions.changeSettings({ encoder: { ...state().settings.encoder, epochs: 7 } });
    await engine.current.answer(choiceOf([small, large], 1));
    expect((await done)?.chosen).toBe(1);
    expect(state().settings.encoder).toEqual({ ...large, epochs: 7 });
  });

  it('leave the settings alone where none fits, another encoder was chosen meanwhile, or it was cancelled', async () => {
    const { actions, engine, state, open } = await workbench();
    expect(await actions.measureSizes(120)).toBeNull();
    await open(fileOf('a.csv'));
    actions.changeSettings({ encoder: defaultEncoder('gru') });
    const none = actions.measureSizes(1);
    await settled();
    await engine.current.answer(choiceOf([small], null));
    await none;
    expect(state().settings.encoder).toEqual(defaultEncoder('gru'));

    const other = actions.measureSizes(120);
    await settled();
    actions.changeSettings({ encoder: defaultEncoder('idec') });
    await engine.current.answer(choiceOf([small, large], 1));
    await other;
    expect(state().settings.encoder).toEqual(defaultEncoder('idec'));

    const cancelled = actions.measureSizes(120);
    await settled();
    actions.cancelJob();
    await settled();
    expect(await cancelled).toBeNull();
    expect(state()).toMatchObject({ job: null, problem: null });
  });
});
