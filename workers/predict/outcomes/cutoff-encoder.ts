import { embedWindow, encode, type Group, type Trainer } from '../../encode';
import { applyScale } from '../../features';
import { windowRows } from '../../features/window-rows';
import { validationMask } from '../../encode/split';
import { breather } from '../../math/breathe';
import { hashText } from '../../math/random';
import { throwIfAborted } from '../../protocol/errors';
import type { CodedColumn, EventTable } from '../../protocol/events';
import type { FeatureSpec } from '../../protocol/features';
import type { Embedding } from '../../protocol/model';
import type { EncodedUsers } from '../../protocol/outcomes';
import type { Stage } from '../../protocol/progress';
import { readsEvents, type EncoderRecipe } from '../../protocol/encoder-recipe';
import { DAY_MS } from '../../features/feature-set';
import type { Examples } from './examples';
import { endOfDay, pastOf, type Moment } from './past';

/** Users that an encoder of features learns from at most; one that reads events is given no more as it is. */
const MOST_LEARNED = 10_000;

/** What trains the encoder whose code the models are told beside the features. */
export interface EncoderAtHand {
  readonly recipe: EncoderRecipe;
  readonly trainer: Trainer;
  /** In place of the features, so that a code can be judged by itself. */
  readonly alone?: boolean;
  /** Of an encoder that is trained together with clusters: finds those that it begins with. */
  readonly group?: Group;
}

/**
 * The recipe's encoder, learned on nothing but events up to the latest cut-off to learn from: what it knows of words, scales and habits was known before the
 * days that the models are tested on. The code of a user at a cut-off is made of that user's events up to it.
 */
export class CutoffEncoder {
  private constructor(
    private readonly embedding: Embedding,
    private readonly specs: readonly FeatureSpec[],
    private readonly first: number,
    readonly about: EncodedUsers,
  ) {}

  /**
   * @param known users at the moment, of whose events up to it is learned
   * @param firstDay of the file
   * @throws as {@link encode}
   */
  static async *learned(
    events: EventTable,
    { users, raw }: Examples,
    { day, until }: Moment,
    specs: readonly FeatureSpec[],
    firstDay: number,
    { recipe, trainer, group }: EncoderAtHand,
    seed: number,
    signal?: AbortSignal,
  ): Stage<CutoffEncoder> {
    const first = endOfDay(firstDay - 1, events.zone);
    const learning = learnedFrom(events, users, readsEvents(recipe.kind) ? Infinity : MOST_LEARNED, seed);
    const past = withoutTheUnseen(pastOf(events, learning, until).events);
    const { timesOfDay } = raw.support;
    const rows = {
      users: learning.length,
      features: specs.length,
      scaled: rowsAmong(applyScale(raw, specs), users, learning),
      told: () => ({ events: past, rows: windowRows(past, first, until), timesOfDay }),
    };
    const embedding = yield* encode(rows, past.userIds, recipe, seed, trainer, signal, group);
    const { dims, training } = embedding;
    const about = { kind: recipe.kind, dims, until: day * DAY_MS, nextStep: training?.nextStep ?? null };
    return new CutoffEncoder(embedding, specs, first, about);
  }

  /**
   * users × dims, from their events before a moment.
   *
   * @throws AppError `cancelled`
   */
  async codesOf(events: EventTable, { users, raw }: Examples, until: number, signal?: AbortSignal): Promise<Float32Array> {
    const { specs, first, embedding } = this;
    const breathe = breather();
    const pause = async () => {
      await breathe();
      throwIfAborted(signal);
    };
    const scaled = applyScale(raw, specs);
    const window = { users: users.length, features: specs.length, scaled, from: first, to: until };
    return embedWindow(embedding, pastOf(events, users, until).events, window, pause);
  }
}

/** Some of the users, by a seeded hash of their ids, where they are more than that; ascending. */
function learnedFrom({ userIds }: EventTable, users: Uint32Array, most: number, seed: number): Uint32Array {
  if (users.length <= most) return users;
  const ids = Array.from(users, (user) => userIds[user]!);
  const taken = validationMask(ids, most / users.length, hashText(`${seed}/encoder`));
  return users.filter((_, row) => taken[row] === 1);
}

/** Of rows of users those of some of them, both ascending. */
function rowsAmong(rows: Float32Array, users: Uint32Array, some: Uint32Array): Float32Array {
  if (some.length === users.length) return rows;
  const width = rows.length / users.length;
  const picked = new Float32Array(some.length * width);
  let at = 0;
  users.forEach((user, row) => {
    if (user !== some[at]) return;
    picked.set(rows.subarray(row * width, (row + 1) * width), at * width);
    at++;
  });
  return picked;
}

/** Names of items and categories alone that occur: an encoder learns from the others, too. */
function withoutTheUnseen(events: EventTable): EventTable {
  const { item, category, items, title, text } = events;
  const seenItems = item && seenIn(item);
  return {
    ...events,
    item: seenItems && seenItems.column,
    category: category && seenIn(category).column,
    title: title && { ...title, ...seenIn(title).column },
    text: text && { ...text, ...seenIn(text).column },
    ...(items && seenItems ? { items: { ...items, rowOf: seenItems.codes.map((code) => items.rowOf[code]!) } } : {}),
  };
}

function seenIn({ names, codes }: CodedColumn): { readonly column: CodedColumn; /** Ascending. */ readonly codes: Int32Array } {
  const place = new Int32Array(names.length).fill(-1);
  for (const code of codes) if (code >= 0) place[code] = 0;
  const seen = Int32Array.from(names.keys()).filter((code) => place[code] === 0);
  seen.forEach((code, i) => (place[code] = i));
  return {
    codes: seen,
    column: { names: Array.from(seen, (code) => names[code]!), codes: codes.map((code) => (code < 0 ? code : place[code]!)) },
  };
}
