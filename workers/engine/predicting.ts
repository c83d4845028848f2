import { bySegment, forecastPurchases, type ForecastResult } from '../predict';
import type { EventTable } from '../protocol/events';
import type { Predictions } from '../protocol/predictions';
import { drive, type Progress } from '../protocol/progress';
import type { RunState } from './run';

/** What users will buy. The forecast depends on the events and the seed alone, and is kept as long as they are: segments come and go over it. */
export class Predicting {
  readonly #kept = new WeakMap<EventTable, { readonly seed: number; readonly result: ForecastResult }>();

  /** @throws AppError `cancelled` */
  async of(run: RunState, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Predictions> {
    const { events } = run.opened.ingested;
    const { seed } = run.recipe;
    let kept = this.#kept.get(events);
    if (kept?.seed !== seed) {
      kept = { seed, result: await drive(forecastPurchases(events, seed, signal), onProgress) };
      this.#kept.set(events, kept);
    }
    return summed(kept.result, run);
  }

  /** The same, where it was computed already. */
  known(run: RunState): Predictions | null {
    const kept = this.#kept.get(run.opened.ingested.events);
    return kept?.seed === run.recipe.seed ? summed(kept.result, run) : null;
  }
}

const summed = (result: ForecastResult, { matrix, segmentation, numbers }: RunState) =>
  bySegment(result, matrix.userIndex, segmentation.labels, numbers);
