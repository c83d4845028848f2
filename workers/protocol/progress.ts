import type { BackendName } from './backend';

/** The stages of a run, in the order of the work. */
export const STAGES = ['read', 'features', 'encode', 'cluster', 'project', 'portray', 'track', 'predict', 'explain'] as const;
export type StageId = (typeof STAGES)[number];

/** One report of a stage under way. `done` and `total` are in the stage's own steps (bytes, epochs, tasks …). */
export interface Progress {
  readonly stage: StageId;
  readonly done: number;
  readonly total: number;
  /** Figures worth drawing while the work goes on. */
  readonly figures?: {
    readonly epoch?: number;
    readonly trainingLoss?: number;
    readonly validationLoss?: number;
    /** Where these losses are of a network that reads the events for another encoder: its epochs come first, and are counted for themselves. */
    readonly part?: 'reading';
    /** Of an encoder that is being trained together with clusters: rounds done, which are counted as epochs, too. */
    readonly round?: number;
    readonly rows?: number;
    readonly k?: number;
  };
  /** Something the person should know, e.g. that training moved to another device. Key under `run.moved` in src/i18n. */
  readonly notice?: { readonly key: 'device-lost' | 'refused'; readonly backend: BackendName };
}

/** Long work: yields progress, returns its result, stops at the next yield after its AbortSignal fires. */
export type Stage<Result> = AsyncGenerator<Progress, Result, void>;

/** Runs a stage to its end, handing every progress report to `onProgress`. */
export async function drive<Result>(stage: Stage<Result>, onProgress?: (progress: Progress) => void): Promise<Result> {
  for (;;) {
    const step = await stage.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
  }
}

/** A stage as a part of a longer one: the same work, its reports told as the longer one's. */
export async function* partOf<Result>(stage: Stage<Result>, told: (progress: Progress) => Progress): Stage<Result> {
  for (;;) {
    const step = await stage.next();
    if (step.done) return step.value;
    yield told(step.value);
  }
}
