import { computeShards, RawJob, windowOf } from '../features';
import { ingest, LastLook } from '../ingest';
import { drive } from '../protocol/progress';
import { defaultRecipe } from '../protocol/recipe';
import { makeSampleShop } from '../sample';
import type { TableDevice } from './run';

/** Enough that every path is taken, and each often enough that the browser compiles it. */
const USERS = 30;
const ROUNDS = 3;
const RANGE_BYTES = 1 << 14;

/**
 * Reads a small sample shop the way in which a file is read, and keeps nothing of it: code that has run is compiled, and the workers have started. Most of the
 * time that a small file takes goes into that otherwise.
 *
 * @throws AppError `cancelled`, and what reading throws
 */
export async function warmUp(tables: Omit<TableDevice, 'end'>, signal: AbortSignal): Promise<void> {
  const shop = await drive(makeSampleShop({ seed: 1, drift: false, users: USERS }, signal));
  const file = new File([shop], 'warm-up.csv');
  for (let round = 0; round < ROUNDS; round++) {
    const looks = new LastLook();
    const { mapping } = await looks.preview(file, signal);
    const recipe = defaultRecipe(mapping);
    const ranges = { reader: tables, sorter: tables, rangeBytes: RANGE_BYTES, smallestFile: 0 };
    const { events } = await drive(ingest(file, mapping, recipe.cleaning, signal, { ranges, open: looks.open }));
    const { from, to } = windowOf(events, recipe.features);
    const job = new RawJob(events, from, to, recipe.features);
    await drive(computeShards(events, job, recipe.features, tables, signal, 0));
  }
}

/** One warm-up, which gives way to whatever is asked for. */
export class WarmUp {
  readonly #controller = new AbortController();
  #begun: Promise<void> | null = null;

  constructor(private readonly tables: Omit<TableDevice, 'end'>) {}

  /** Resolves once it has ended, or was stopped. */
  run(): Promise<void> {
    const { signal } = this.#controller;
    this.#begun ??= Promise.race([warmUp(this.tables, signal), aborted(signal)]).catch(() => {
      // What fails here fails again, and is told, where somebody waits for it.
    });
    return this.#begun;
  }

  /** Nothing more of it is begun. Workers may still be at what they were asked for; they take one thing after the other. */
  stop(): void {
    this.#controller.abort();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
