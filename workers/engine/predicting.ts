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
    return bySegment(kept.result, run.matrix.userIndex, run.segmentation.labels, run.numbers);
  }
}
