import type { EventTable } from '../../protocol/events';
import { FLAG } from '../../protocol/events';
import type { TokenField, Vocabulary } from '../../protocol/sequences';
import { stepsOf, topicColumn, type StepRows } from './steps';

/** Level 0 of every field: the position before the first step, and padding. */
export const START = 0;
/** Level 1 of the fields that have one: the step has no value here. */
const NONE = 1;

/** Event types, and categories or items, that have a level of their own; the rarer ones share one. */
const MOST_TYPES = 32;
const MOST_TOPICS = 64;
/** Bands of the value of a step, cut at quantiles. */
const VALUE_BANDS = 8;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Upper bounds of the bands of the time since the step before, ms; a last band is open. */
export const GAP_EDGES = [
  1,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  12 * HOUR,
  1.5 * DAY,
  3.5 * DAY,
  8 * DAY,
  15 * DAY,
  32 * DAY,
  95 * DAY,
];
/** Upper bounds of the bands of the number of rows in a step. */
export const SIZE_EDGES = [2, 3, 5, 10, 20];

/** What a step is told by. Each field is one embedding table; `predicted` fields are asked for of the step to come. */
export interface Field {
  readonly name: TokenField;
  readonly levels: number;
  readonly predicted: boolean;
}

/**
 * What the steps of these users are told by, learned from them: the frequent types and topics by name, the bands of their values. Kept with
 * the encoder, so that later files are read in the same words.
 */
export function learnVocabulary(events: EventTable, users: StepRows, timesOfDay: boolean): Vocabulary {
  const types = new Map<number, number>();
  const topics = new Map<number, number>();
  const values: number[] = [];
  let merged = false;
  const topic = topicColumn(events);
  for (let u = 0; u < users.userIndex.length; u++) {
    for (const step of stepsOf(events, users.lo[u]!, users.hi[u]!, topic)) {
      const type = typeKey(events, step.row);
      types.set(type, (types.get(type) ?? 0) + 1);
      if (step.topic >= 0) topics.set(step.topic, (topics.get(step.topic) ?? 0) + 1);
      merged ||= step.rows > 1;
      if (step.value > 0) values.push(step.value);
    }
  }
  values.sort((a, b) => a - b);
  const edges = Array.from({ length: VALUE_BANDS - 1 }, (_, i) => values[Math.floor(((i + 1) * values.length) / VALUE_BANDS)]!);
  return {
    types: frequent(types, MOST_TYPES).map((key) => ({ name: events.type.names[key >> 1]!, refund: (key & 1) === 1 })),
    topicOf: topic === null ? null : topic === events.category ? 'category' : 'item',
    topics: topic === null ? [] : frequent(topics, MOST_TOPICS).map((code) => topic.names[code]!),
    valueEdges: values.length === 0 ? [] : [...new Set(edges)],
    sizes: merged,
    timesOfDay,
  };
}

export function fieldsOf({ types, topics, valueEdges, sizes, timesOfDay }: Vocabulary): Field[] {
  const fields: Field[] = [
    // Start, the types, and all other types.
    { name: 'type', levels: types.length + 2, predicted: types.length > 1 },
    { name: 'gap', levels: GAP_EDGES.length + 3, predicted: true },
  ];
  // Start, none, the topics, and all other topics.
  if (topics.length > 1) fields.push({ name: 'topic', levels: topics.length + 3, predicted: true });
  // Start, none, refund, the bands.
  if (valueEdges.length > 0) fields.push({ name: 'value', levels: valueEdges.length + 4, predicted: false });
  if (sizes) fields.push({ name: 'size', levels: SIZE_EDGES.length + 2, predicted: false });
  if (timesOfDay) fields.push({ name: 'hour', levels: 25, predicted: false });
  fields.push({ name: 'weekday', levels: 8, predicted: false });
  return fields;
}

/** Says the steps of an event table in the words of a vocabulary; codes of the table are looked up once. */
export class Speller {
  readonly #type: Int32Array;
  readonly #topic: Int32Array;
  readonly topic: ReturnType<typeof topicColumn>;
  readonly fields: readonly Field[];

  constructor(
    private readonly events: EventTable,
    private readonly vocabulary: Vocabulary,
  ) {
    const { types, topics, topicOf } = vocabulary;
    const typeLevels = new Map(types.map(({ name, refund }, i) => [`${refund ? 1 : 0}${name}`, i + 1]));
    this.#type = Int32Array.from({ length: 2 * events.type.names.length }, (_, key) => {
      return typeLevels.get(`${key & 1}${events.type.names[key >> 1]!}`) ?? types.length + 1;
    });
    this.topic = topicOf === null ? null : events[topicOf];
    const topicLevels = new Map(topics.map((name, i) => [name, i + 2]));
    this.#topic = Int32Array.from(this.topic?.names ?? [], (name) => topicLevels.get(name) ?? topics.length + 2);
    this.fields = fieldsOf(vocabulary);
  }

  /** @param gap ms since the step before; −1 for the first one. Levels are written to `tokens` from `at`, in the order of the fields. */
  write(tokens: Uint8Array, at: number, step: { row: number; rows: number; value: number; topic: number }, gap: number): void {
    const { events, vocabulary } = this;
    for (const { name } of this.fields) {
      tokens[at++] =
        name === 'type'
          ? this.#type[typeKey(events, step.row)]!
          : name === 'gap'
            ? gap < 0
              ? NONE
              : 2 + bandOf(GAP_EDGES, gap)
            : name === 'topic'
              ? step.topic < 0
                ? NONE
                : this.#topic[step.topic]!
              : name === 'value'
                ? valueLevel(vocabulary.valueEdges, step.value)
                : name === 'size'
                  ? 1 + bandOf(SIZE_EDGES, step.rows)
                  : calendarLevel(name, events.time[step.row]! + events.zone.offset(events.time[step.row]!));
    }
  }
}

function valueLevel(edges: readonly number[], value: number): number {
  return value === 0 ? NONE : value < 0 ? 2 : 3 + bandOf(edges, value);
}

function calendarLevel(name: 'hour' | 'weekday', wall: number): number {
  const date = new Date(wall);
  return 1 + (name === 'hour' ? date.getUTCHours() : date.getUTCDay());
}

/** Bands are closed below: value < edges[0] lies in band 0. */
function bandOf(edges: readonly number[], value: number): number {
  let band = 0;
  while (band < edges.length && value >= edges[band]!) band++;
  return band;
}

/** A type's code and whether the row gives back. */
function typeKey(events: EventTable, row: number): number {
  return 2 * events.type.codes[row]! + ((events.flags[row]! & FLAG.refund) !== 0 ? 1 : 0);
}

/** Most frequent first, ties by code. */
function frequent(counts: ReadonlyMap<number, number>, most: number): number[] {
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || a - b)
    .slice(0, most)
    .map(([code]) => code);
}
