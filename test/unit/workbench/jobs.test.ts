import { afterEach, describe, expect, it, vi } from 'vitest';
import { madeDo } from '../../../src/workbench/stopped-training';
import { defaultEncoder } from '../../../workers/protocol/encoder-recipe';
import type { Progress } from '../../../workers/protocol/progress';
import { settled } from './fake-engine';
import { fileOf, mapping, preview, readOf, resultOf, segmentsOf, storage, workbench } from './workbench';

afterEach(() => vi.unstubAllGlobals());

const A = fileOf('a.csv');
const B = fileOf('b.csv');

describe('one job at a time', () => {
  it('a newer one cancels the older and begins when that has ended', async () => {
    const { actions, engine, state } = await workbench();
    engine.obeys = false;
    void actions.openFile(A);
    await settled();
    const first = engine.current;
    void actions.openFile(B);
    await settled();
    expect(first.cancelAsked).toBe(true);
    expect(engine.calls).toHaveLength(1);
    expect(state().job).toMatchObject({ kind: 'preview', fileName: 'b.csv' });
    await first.fail('cancelled');
    expect(engine.current.args[1]).toBe(B);
    expect(state().problem).toBeNull();
  });

  it('a third one passes over a second that has not begun', async () => {
    const { actions, engine } = await workbench();
    engine.obeys = false;
    void actions.openFile(A);
    await settled();
    const third = fileOf('c.csv');
    void actions.openFile(B);
    void actions.openFile(third);
    await settled();
    await engine.current.fail('cancelled');
    expect(engine.calls.map(({ args }) => (args[1] as File).name)).toEqual(['a.csv', 'c.csv']);
  });

  it('goes on after a job that failed', async () => {
    const { actions, engine, state } = await workbench();
    void actions.openFile(A);
    await settled();
    await engine.current.fail('file-empty');
    expect(state().problem?.error.code).toBe('file-empty');
    expect(state().job).toBeNull();
    void actions.openFile(B);
    await settled();
    expect(engine.current.method).toBe('preview');
    expect(state().problem).toBeNull();
  });

  it('a build that is cancelled in mid-training says how far it was, until another begins', async () => {
    const { actions, engine, state, open } = await workbench();
    await open(A);
    const cancelledAt = async (...reports: readonly Progress[]) => {
      const done = actions.buildSegments();
      await settled();
      expect(state().stopped).toBeNull();
      const follow = engine.current.args[3] as (progress: Progress) => void;
      reports.forEach(follow);
      actions.cancelJob();
      await done;
      return state().stopped?.epoch ?? null;
    };
    const epoch = (done: number, of: 'encode' | 'cluster' = 'encode'): Progress => ({
      stage: of,
      done,
      total: 40,
      ...(of === 'encode' && done > 0 ? { figures: { epoch: done, trainingLoss: 1, validationLoss: 1 } } : {}),
    });
    expect(await cancelledAt(epoch(0))).toBeNull();
    expect(await cancelledAt(epoch(0), epoch(1), epoch(2))).toBe(2);
    expect(await cancelledAt(epoch(0), epoch(1), epoch(1, 'cluster'))).toBeNull();
    expect(state().problem).toBeNull();

    // What makes do with it: of trainings in parts, the part that was under way.
    const encoderAfter = async (kind: 'autoencoder' | 'gru' | 'fused' | 'idec', figures: Progress['figures']) => {
      actions.changeSettings({ encoder: defaultEncoder(kind) });
      expect(await cancelledAt(epoch(0), { stage: 'encode', done: 1, total: 40, figures })).not.toBeNull();
      return madeDo(state().stopped!);
    };
    expect(await encoderAfter('autoencoder', { epoch: 7 })).toEqual({ ...defaultEncoder('autoencoder'), epochs: 7 });
    expect(await encoderAfter('gru', { epoch: 4 })).toEqual({ ...defaultEncoder('gru'), stopped: { reading: 4 } });
    expect(await encoderAfter('fused', { epoch: 3, part: 'reading' })).toEqual({ ...defaultEncoder('fused'), stopped: { reading: 3 } });
    expect(await encoderAfter('fused', { epoch: 5 })).toEqual({ ...defaultEncoder('fused'), stopped: { joining: 5 } });
    expect(await encoderAfter('idec', { epoch: 9 })).toEqual({ ...defaultEncoder('idec'), epochs: 9 });
    expect(await encoderAfter('idec', { epoch: 42, round: 2 })).toEqual({ ...defaultEncoder('idec'), stopped: { rounds: 2 } });
  });

  it('figures behind the screen give way to a job and go on after it', async () => {
    const { actions, engine, state, open } = await workbench();
    await open(A);
    const done = actions.buildSegments();
    await settled();
    const result = resultOf(engine.current.args[1] as never, 5);
    await engine.current.answer({ ...result, validity: [{ k: 5, stability: [] }] });
    await done;
    expect(engine.current.method).toBe('completeStability');
    void actions.chooseK(4);
    await settled();
    expect(engine.current.method).toBe('chooseK');
    await engine.current.answer({ segments: segmentsOf(4), timeline: {}, transitions: [] });
    expect(engine.current.method).toBe('completeStability');
    await engine.current.answer([{ k: 5, stability: [0.9] }]);
    expect(state().run!.result.validity).toEqual([{ k: 5, stability: [0.9] }]);
    // What other seeds make of the segments comes last, and gives way likewise: what was there before it stays.
    expect(engine.current.method).toBe('completeSeedStability');
    void actions.chooseK(5);
    await settled();
    expect(engine.current.method).toBe('chooseK');
    await engine.current.answer({ segments: segmentsOf(4), timeline: {}, transitions: [] });
    expect(engine.current.method).toBe('completeSeedStability');
    const figures = { validity: [{ k: 5, stability: [0.9], seedStability: [0.7] }], basis: { otherSeeds: { seeds: 3 } } };
    await engine.current.answer(figures);
    expect(state().run!.result).toMatchObject(figures);
    expect(state().run!.result.segments.k).toBe(4);
    expect(engine.open).toEqual([]);
  });
});

describe('a second file during a build', () => {
  it('waits for an answer, and the build goes on meanwhile', async () => {
    const { actions, engine, state, open, startBuild } = await workbench();
    await open(A);
    void startBuild();
    await settled();
    await actions.openFile(B);
    expect(state().pendingFile).toBe(B);
    expect(engine.current).toMatchObject({ method: 'build', cancelAsked: false });
    actions.keepRunning();
    await engine.current.answer(resultOf(engine.current.args[1] as never));
    expect(state().run?.fileName).toBe('a.csv');
    expect(state().pendingFile).toBeNull();
    expect(state().draft?.file).toBe(A);
  });

  it('is opened once the build has stopped, if the person says so; the earlier result stays', async () => {
    const { actions, engine, state, open, build, startBuild } = await workbench();
    await open(A);
    await build();
    const { run } = state();
    void startBuild();
    await settled();
    engine.obeys = false;
    await actions.openFile(B);
    const opening = actions.stopAndOpen();
    await settled();
    expect(engine.current).toMatchObject({ method: 'build', cancelAsked: true });
    await engine.current.fail('cancelled');
    await engine.current.answer(preview);
    await engine.current.answer(readOf(B));
    await opening;
    expect(state().draft).toMatchObject({ file: B, readSeconds: 1 });
    expect(state().run).toBe(run);
    expect(state().problem).toBeNull();
  });

  it('is opened without a question where the build is being cancelled anyway', async () => {
    const { actions, engine, state, open, startBuild } = await workbench();
    await open(A);
    void startBuild();
    await settled();
    engine.obeys = false;
    actions.cancelJob();
    void actions.openFile(B);
    await settled();
    expect(state().pendingFile).toBeNull();
    await engine.current.fail('cancelled');
    expect(engine.current).toMatchObject({ method: 'preview', args: [expect.any(String), B, undefined] });
  });

  it('a second press on «build» does not begin another build', async () => {
    const { actions, engine, open, startBuild } = await workbench();
    await open(A);
    void startBuild();
    await settled();
    expect(await actions.buildSegments()).toBe(false);
    expect(engine.current).toMatchObject({ method: 'build', cancelAsked: false });
  });
});

describe('cancel', () => {
  it('leaves everything as it was', async () => {
    const { actions, state, open, build, startBuild, recipe } = await workbench();
    await open(A);
    await build();
    actions.renameSegment(1, 'Mine');
    actions.select({ kind: 'segment', id: 1 });
    const before = state();
    for (const start of [startBuild, () => actions.chooseK(3), () => actions.setTrack({ ...recipe.track, window: 'week' })]) {
      void start();
      await settled();
      expect(state().job).not.toBeNull();
      actions.cancelJob();
      await settled();
      expect(state()).toEqual(before);
    }
  });

  it('is seen at once, and leaves a mark that the job is stopping', async () => {
    const { actions, engine, state, open, startBuild } = await workbench();
    await open(A);
    engine.obeys = false;
    void startBuild();
    await settled();
    actions.cancelJob();
    expect(state().job?.cancelling).toBe(true);
  });

  it('of a reading leaves a file that can be read again', async () => {
    const { actions, engine, state } = await workbench();
    void actions.openFile(A);
    await settled();
    await engine.current.answer(preview);
    actions.cancelJob();
    await settled();
    expect(state().draft).toMatchObject({ file: A, quality: null, error: null });
    void actions.readAgain();
    await settled();
    await engine.current.answer(readOf(A));
    expect(state().draft?.quality?.fileName).toBe('a.csv');
  });

  it('of a build removes the mark that a reload would speak of', async () => {
    vi.stubGlobal('sessionStorage', storage());
    const { actions, open, startBuild } = await workbench();
    await open(A);
    void startBuild();
    await settled();
    expect(sessionStorage.length).toBe(1);
    actions.cancelJob();
    await settled();
    expect(sessionStorage.length).toBe(0);
  });
});

describe('what comes too late', () => {
  it('a preview of a file that a newer one has replaced neither opens nor stops the newer', async () => {
    const { actions, engine, state } = await workbench();
    engine.obeys = false;
    void actions.openFile(A);
    await settled();
    void actions.openFile(B);
    await settled();
    await engine.current.answer(preview);
    expect(state().draft).toBeNull();
    await engine.current.answer(preview);
    await engine.current.answer(readOf(B));
    expect(state().draft).toMatchObject({ file: B, readSeconds: 1 });
    expect(engine.methods).toEqual(['preview', 'preview', 'read']);
  });

  it('a sample shop that was made after the cancel is not opened', async () => {
    const { actions, engine, state } = await workbench();
    engine.obeys = false;
    void actions.openSample();
    await settled();
    actions.cancelJob();
    await engine.current.answer(A);
    expect(engine.open).toEqual([]);
    expect(state().draft).toBeNull();
  });

  it('a reading under a mapping that has changed is not taken for one under the new mapping', async () => {
    const { actions, engine, state, open } = await workbench();
    await open(A);
    engine.obeys = false;
    void actions.setMapping({ ...mapping, timeZone: 'Asia/Shanghai' });
    await settled();
    void actions.setMapping({ ...mapping, timeZone: 'Europe/London' });
    await settled();
    await engine.current.answer(readOf(A));
    expect(state().draft?.quality).toBeNull();
    expect((engine.current.args[2] as typeof mapping).timeZone).toBe('Europe/London');
    await engine.current.answer(readOf(A));
    expect(state().draft?.quality).not.toBeNull();
  });
});
