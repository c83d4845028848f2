import { throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import { drive, type Progress, type Stage } from '../protocol/progress';
import type { Recipe } from '../protocol/recipe';
import type { RunState } from './run';

export type Listener = (progress: Progress) => void;

/** Work under way that several may wait for: it ends early only when all of them have gone. */
interface UnderWay<Result> {
  readonly key: string;
  readonly result: Promise<Result>;
  readonly controller: AbortController;
  readonly listeners: Set<Listener>;
}

/**
 * A result that depends on the events and a part of the recipe alone, kept as long as they are: segments come and go over it. Whoever asks while it is being computed
 * waits for the same computation.
 */
export class Kept<Result> {
  readonly #kept = new WeakMap<EventTable, { readonly key: string; readonly result: Result }>();
  readonly #underWay = new WeakMap<EventTable, UnderWay<Result>>();

  /** @param keyOf the part of the recipe that it depends on */
  constructor(
    private readonly keyOf: (recipe: Recipe) => unknown,
    private readonly compute: (events: EventTable, recipe: Recipe, signal: AbortSignal) => Stage<Result>,
  ) {}

  /** @throws AppError `cancelled` when the signal fires, whoever else still waits */
  async of(run: RunState, onProgress: Listener, signal: AbortSignal): Promise<Result> {
    const known = this.known(run);
    if (known !== null) return known;
    throwIfAborted(signal);
    const work = this.#workFor(run);
    // A fresh function, since one may be handed in twice.
    const listener: Listener = (progress) => onProgress(progress);
    work.listeners.add(listener);
    let leave = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        try {
          throwIfAborted(signal);
        } catch (error) {
          reject(error as Error);
        }
      };
    });
    signal.addEventListener('abort', leave);
    try {
      return await Promise.race([work.result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      work.listeners.delete(listener);
      if (work.listeners.size === 0) work.controller.abort();
    }
  }

  known({ opened, recipe }: RunState): Result | null {
    const kept = this.#kept.get(opened.ingested.events);
    return kept?.key === JSON.stringify(this.keyOf(recipe)) ? kept.result : null;
  }

  /** Whether it is known or somebody waits for it. */
  asked(run: RunState): boolean {
    return this.known(run) !== null || this.#running(run) !== null;
  }

  #running({ opened, recipe }: RunState): UnderWay<Result> | null {
    const work = this.#underWay.get(opened.ingested.events);
    return work?.key === JSON.stringify(this.keyOf(recipe)) && !work.controller.signal.aborted ? work : null;
  }

  #workFor(run: RunState): UnderWay<Result> {
    const running = this.#running(run);
    if (running) return running;
    const { opened, recipe } = run;
    const { events } = opened.ingested;
    const key = JSON.stringify(this.keyOf(recipe));
    const controller = new AbortController();
    const listeners = new Set<Listener>();
    const result = drive(this.compute(events, recipe, controller.signal), (progress) => listeners.forEach((tell) => tell(progress)));
    const work: UnderWay<Result> = { key, result, controller, listeners };
    this.#underWay.set(events, work);
    const end = () => {
      if (this.#underWay.get(events) === work) this.#underWay.delete(events);
    };
    result.then((made) => {
      this.#kept.set(events, { key, result: made });
      end();
    }, end);
    return work;
  }
}
