import type { RawFeatures } from '../features';
import { applyProjection } from '../project';
import type { EventTable } from '../protocol/events';
import type { Embedding, Projection } from '../protocol/model';
import { columnsOf, type Columns } from './columns';
import { sampleSide, type Side } from './embedding-drift';
import { ERA, type EncodedWindow } from './era-labels';
import {
  encodeWindow,
  eraOf,
  scoreRows,
  segmentsIn,
  type Era,
  type ScoredWindow,
  type Surroundings,
  type WindowModel,
} from './window-model';

/** What the comparisons need of a window. */
export interface WindowData {
  readonly raw: RawFeatures;
  readonly labels: Int32Array;
  /** Where its users are on the run's map. */
  readonly points: Float32Array;
  readonly columns: Columns;
  readonly side: Side;
}

export interface WindowStoreInput {
  readonly events: EventTable;
  readonly embedding: Embedding;
  readonly projection: Projection;
  readonly model: WindowModel;
  /** How many windows there are. */
  readonly windows: number;
  rawOf(window: number): RawFeatures;
  pause(): Promise<void>;
}

/**
 * The data of windows, computed when they are asked for. Of a large file those of all windows would not fit into memory: only the windows to be kept, and the
 * last few that were asked for, stay; others are computed again.
 */
export class WindowStore {
  readonly #input: WindowStoreInput;
  readonly #keep: ReadonlySet<number>;
  readonly #kept = new Map<number, WindowData>();
  readonly #recent = new Map<number, WindowData>();
  readonly #around = new Map<number, Encoded>();
  readonly #eras = new Map<number, Era>();

  /** @param keep windows that many others are compared with */
  constructor(input: WindowStoreInput, keep: readonly number[]) {
    this.#input = input;
    this.#keep = new Set(keep);
  }

  async get(window: number): Promise<WindowData> {
    const known = this.#kept.get(window) ?? this.#recent.get(window);
    if (known) return known;
    const data = await this.#compute(window);
    if (this.#keep.has(window)) this.#kept.set(window, data);
    else {
      this.#recent.set(window, data);
      if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value!);
    }
    return data;
  }

  async #compute(window: number): Promise<WindowData> {
    const { embedding, projection, model, pause } = this.#input;
    const { raw, encoded } = await this.#encoded(window);
    const labels = segmentsIn(model, encoded, await this.#surroundings(window));
    await pause();
    const points = applyProjection(projection, encoded.rows, raw.users);
    await pause();
    const side = sampleSide(raw.userIndex, encoded.rows, embedding.dims, window);
    await pause();
    return { raw, labels, points, columns: await columnsOf(raw, pause), side };
  }

  async #surroundings(window: number): Promise<Surroundings> {
    const from = Math.max(0, window - ERA);
    const windows: ScoredWindow[] = [];
    for (let w = from; w < Math.min(window + ERA, this.#input.windows); w++) windows.push((await this.#encoded(w)).scored);
    return { before: await this.#era(window - ERA), after: await this.#era(window), windows, at: window - from };
  }

  /** The era that begins with a window; at the ends of the file, where windows are missing, the first or the last one. */
  async #era(from: number): Promise<Era> {
    const first = Math.max(0, Math.min(from, this.#input.windows - ERA));
    const known = this.#eras.get(first);
    if (known) return known;
    const windows: ScoredWindow[] = [];
    for (let w = first; w < Math.min(first + ERA, this.#input.windows); w++) windows.push((await this.#encoded(w)).scored);
    const era = eraOf(this.#input.model, windows);
    await this.#input.pause();
    this.#eras.set(first, era);
    if (this.#eras.size > AROUND) this.#eras.delete(this.#eras.keys().next().value!);
    return era;
  }

  async #encoded(window: number): Promise<Encoded> {
    const known = this.#around.get(window);
    if (known) return known;
    const { events, embedding, model, rawOf, pause } = this.#input;
    const raw = rawOf(window);
    await pause();
    const encoded = await encodeWindow(events, raw, window, model.specs, embedding, pause);
    const made = { raw, encoded, scored: scoreRows(model, encoded) };
    await pause();
    this.#around.set(window, made);
    if (this.#around.size > AROUND) this.#around.delete(this.#around.keys().next().value!);
    return made;
  }
}

interface Encoded {
  readonly raw: RawFeatures;
  readonly encoded: EncodedWindow;
  readonly scored: ScoredWindow;
}

/** The windows by which the users of one are judged. */
const AROUND = 2 * ERA;
/** The window at hand, the one that it is compared with, and its season. */
const RECENT = 3;
