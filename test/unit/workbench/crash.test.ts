import { afterEach, expect, it, vi } from 'vitest';
import { PortWorker } from '../../fixtures/port-worker';
import { freshModules, preview, readOf, resultOf, storage } from './workbench';

afterEach(() => vi.unstubAllGlobals());

/** What crosses a message channel in Node: a Blob, not a File. */
const file = { name: 'a.csv', size: 3, lastModified: 1 } as File;

/** The real door to the workers, with workers of the test behind it. */
async function withWorkers() {
  freshModules();
  const workers: PortWorker[] = [];
  const never = new Promise<never>(() => undefined);
  let stuck = false;
  const api = {
    preview: () => ({ ok: true, value: preview }),
    read: () => ({ ok: true, value: readOf(file) }),
    build: (_job: string, recipe: never) => (stuck ? never : { ok: true, value: resultOf(recipe) }),
    cancel: () => undefined,
  };
  vi.stubGlobal(
    'Worker',
    class {
      constructor() {
        const worker = new PortWorker(api);
        workers.push(worker);
        return worker.asWorker();
      }
    },
  );
  vi.stubGlobal('sessionStorage', storage());
  const actions = await import('../../../src/workbench/actions');
  const { useWorkbench } = await import('../../../src/workbench/store');
  return { actions, state: useWorkbench.getState, workers, stick: (yes: boolean) => (stuck = yes) };
}

it('a crash of the engine is told, keeps what is drawn, and the next reading starts another engine', async () => {
  const { actions, state, workers, stick } = await withWorkers();
  await actions.openFile(file);
  expect(await actions.buildSegments()).toBe(true);
  const { run } = state();
  expect(run?.fileName).toBe('a.csv');

  stick(true);
  const building = actions.buildSegments();
  await vi.waitFor(() => expect(sessionStorage.length).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 10));
  workers[0]!.crash('out of memory');
  expect(await building).toBe(false);
  expect(state()).toMatchObject({ engineLost: true, job: null, run, problem: { error: { code: 'worker-crashed' } } });
  expect(state().draft).toMatchObject({ file, quality: null });
  expect(workers[0]!.terminated).toBe(true);
  expect(sessionStorage.length).toBe(0);
  // Nothing can be built before the new engine has read the file.
  expect(await actions.buildSegments()).toBe(false);

  stick(false);
  await actions.readAgain();
  expect(workers).toHaveLength(2);
  expect(await actions.buildSegments()).toBe(true);
  expect(state().engineLost).toBe(false);
  workers[1]!.terminate();
});
