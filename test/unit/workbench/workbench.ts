import { onTestFinished, vi } from 'vitest';
import type { RunResult } from '../../../workers/protocol/engine';
import type { FilePreview, QualityReport } from '../../../workers/protocol/ingest';
import { defaultRecipe, type MappingRecipe, type Recipe } from '../../../workers/protocol/recipe';
import { FakeEngine, settled } from './fake-engine';

const ENGINE = '../../../src/workbench/engine';

export const mapping: MappingRecipe = {
  preset: null,
  columns: [
    { name: 'user', role: 'user' },
    { name: 'time', role: 'time' },
  ],
  dateFormat: 'iso',
  timeZone: 'UTC',
  valueIs: 'line',
  purchaseTypes: [],
  refundTypes: [],
  cancelPrefix: null,
};

export const preview = { mapping } as FilePreview;

export const fileOf = (name: string, content = name) => new File([content], name, { lastModified: 1 });

export const readOf = (file: File) => ({
  quality: { fileName: file.name, fileSize: file.size, kept: 100 } as QualityReport,
  seconds: 1,
});

export const segmentsOf = (k: number) => ({
  k,
  choice: { k },
  labels: new Int32Array(k),
  portraits: Array.from({ length: k }, (_, id) => ({ id, name: [{ key: 'buyers' }] })),
});

/** A result of which the actions look at little. */
export function resultOf(recipe: Recipe, k = recipe.clustering.k ?? 5): RunResult {
  return {
    recipe,
    segments: segmentsOf(k),
    validity: [{ k, stability: [1], seedStability: [1] }],
    timeline: { alerts: [] },
    kind: 'build',
    backend: null,
  } as unknown as RunResult;
}

/** Modules are as after loading the page, for this test; what it mocks does not outlive it. */
export function freshModules(): void {
  vi.resetModules();
  onTestFinished(() => {
    vi.doUnmock(ENGINE);
    vi.resetModules();
  });
}

/** A workbench as after loading the page, over an engine that the test answers for. */
export async function workbench() {
  freshModules();
  const engine = new FakeEngine();
  vi.doMock(ENGINE, () => ({ engine }));
  const actions = await import('../../../src/workbench/actions');
  const { useWorkbench } = await import('../../../src/workbench/store');
  const state = useWorkbench.getState;

  /** Opens a file and reads it. */
  const open = async (file: File) => {
    const done = actions.openFile(file);
    await settled();
    await engine.current.answer(preview);
    await engine.current.answer(readOf(file));
    await done;
  };
  /** Starts a build and leaves it under way. */
  const startBuild = async () => {
    const done = actions.buildSegments();
    await settled();
    return done;
  };
  /** Builds what is open. */
  const build = async (k?: number) => {
    const done = actions.buildSegments();
    await settled();
    await engine.current.answer(resultOf(engine.current.args[1] as Recipe, k));
    return done;
  };
  return { actions, engine, state, useWorkbench, open, startBuild, build, recipe: defaultRecipe(mapping) };
}

/** localStorage or sessionStorage for the test. */
export function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
