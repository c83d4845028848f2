import { mean } from '../math/statistics';
import type { DriftThresholds } from '../protocol/recipe';
import type { EmbeddingDrift } from '../protocol/timeline';
import type { Baselines } from './baselines';
import { embeddingDrift, poolSides, type Side } from './embedding-drift';
import type { Comparison } from './figures';
import { referenceSet, setBeside, type ReferenceSet } from './reference-set';
import { movedWithin, type MovedFeature } from './segment-drift';
import type { WindowData, WindowStore } from './window-store';

export interface ComparerInput {
  readonly store: WindowStore;
  readonly plan: Baselines;
  readonly features: number;
  readonly segments: number;
  readonly thresholds: DriftThresholds;
  pause(): Promise<void>;
}

/** A window beside what it is compared with. */
export interface ComparedWindow {
  readonly data: WindowData;
  /** By feature; empty where there is nothing to compare with. */
  readonly comparisons: readonly Comparison[];
  readonly embedding: EmbeddingDrift | null;
  /** Mean of each feature over the reference, in its own unit; empty likewise. */
  readonly referenceMeans: Float64Array;
  /** By segment; null where the window may raise no alert. */
  readonly moved: readonly (readonly MovedFeature[])[] | null;
  /** Beside the same season a year before; empty and null without one. */
  readonly season: readonly Comparison[];
  readonly seasonAuc: EmbeddingDrift | null;
  readonly recentAuc: number | null;
}

/** Compares windows in order of time, since those before say what is usual. */
export class Comparer {
  readonly #input: ComparerInput;
  /** Of the windows so far, what later ones look back at. */
  readonly #done: { readonly comparisons: readonly Comparison[]; readonly side: Side }[] = [];
  /** Of the reference that several windows share. */
  #shared: { readonly windows: readonly number[]; readonly set: ReferenceSet } | null = null;

  constructor(input: ComparerInput) {
    this.#input = input;
  }

  /** The next window. */
  async next(): Promise<ComparedWindow> {
    const { store, plan, thresholds, pause } = this.#input;
    const window = this.#done.length;
    const reference = plan.comparedWith[window]!;
    const judged = plan.judged[window]!;
    const data = await store.get(window);
    const set = reference.length > 0 && data.raw.users > 0 ? await this.#setOf(reference, judged !== null) : null;
    const beside = set ? await setBeside(data, set, thresholds.psiWatch, pause) : { comparisons: [], embedding: null };
    const moved = set?.segments && judged ? this.#moved(data, set.segments, judged.history) : null;
    await pause();
    const year =
      judged?.season == null ? null : await setBeside(data, await this.#setOf([judged.season], false), thresholds.psiWatch, pause);
    const compared: ComparedWindow = {
      data,
      ...beside,
      referenceMeans: set?.means ?? new Float64Array(0),
      moved,
      season: year?.comparisons ?? [],
      seasonAuc: year?.embedding ?? null,
      recentAuc: beside.embedding && judged && beside.embedding.auc > thresholds.auc ? this.#recentAuc(data, judged.recent) : null,
    };
    this.#done.push({ comparisons: compared.comparisons, side: data.side });
    return compared;
  }

  async #setOf(windows: readonly number[], bySegment: boolean): Promise<ReferenceSet> {
    const { store, features, segments, pause } = this.#input;
    if (this.#shared?.windows === windows && (this.#shared.set.segments || !bySegment)) return this.#shared.set;
    const data: WindowData[] = [];
    for (const w of windows) data.push(await store.get(w));
    const set = await referenceSet(data, features, bySegment ? segments : 0, pause);
    // A list of one window is only asked for once.
    if (windows.length > 1) this.#shared = { windows, set };
    return set;
  }

  #recentAuc(data: WindowData, recent: readonly number[]): number | null {
    if (recent.length === 0) return null;
    const sides = recent.map((r) => this.#done[r]!.side);
    const pooled = poolSides(
      sides,
      sides.map(({ users }) => users.length),
    );
    return embeddingDrift(data.side, pooled)?.auc ?? null;
  }

  #moved(data: WindowData, reference: NonNullable<ReferenceSet['segments']>, history: readonly number[]) {
    const { features, thresholds } = this.#input;
    const factors = Float64Array.from({ length: features }, (_, f) => {
      const past = history.flatMap((h) => this.#done[h]!.comparisons[f] ?? []);
      return past.length > 0 ? mean(past.map(({ chiSquared, df }) => chiSquared / df)) : 1;
    });
    return movedWithin({ labels: data.labels, raw: data.raw.raw }, reference, factors, thresholds.psiWatch, thresholds.alpha);
  }
}
