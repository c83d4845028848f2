import { fieldsOf } from '../encode/sequence/fields';
import { viewWeights } from '../encode/sequence/layout';
import { SequenceReader } from '../encode/sequence/read-users';
import { stepsOf, topicColumn } from '../encode/sequence/steps';
import { tokenize, type Sequences } from '../encode/sequence/tokens';
import { applyEncoder } from '../encode';
import { FLAG, type EventTable } from '../protocol/events';
import type { ReadStep, UserLook } from '../protocol/looks';
import type { SequenceModel } from '../protocol/sequences';
import { meanAttention } from './attention';
import { denseInputs, known, type Explained, type Known } from './explained';
import { denseGradient, inputGradient } from './gradient';
import { marginOf, type Margin } from './margin';

/** What the network makes of the user in a row of the matrix; segments are labels. Null where no network reads events in order, or there is one segment alone. */
export async function readUser(explained: Explained, row: number): Promise<Omit<UserLook, 'id'> | null> {
  const { events, matrix, embedding, segmentation } = explained;
  const { sequence: model } = embedding;
  if (!model || segmentation.k < 2) return null;
  if (!(row >= 0 && row < matrix.users)) throw new RangeError(`no user ${row}`);
  const { shape, vocabulary } = model;
  const user = await known(explained, Uint32Array.of(row));
  const stepRows = user.rows!;
  const all = eventSteps(events, stepRows.lo[0]!, stepRows.hi[0]!);
  const sequences = tokenize(events, stepRows, vocabulary, shape.steps);
  const steps = sequences.offsets[1]!;
  const traced = new Map<string, Float32Array>();
  const reader = new SequenceReader(model);
  const code = new Float32Array(shape.code);
  reader.codeOf(
    reader.states(sequences, 0, (name, values) => traced.set(name, values)),
    code,
    0,
  );
  const { gradient, ...margin } = marginFrom(explained, user, code, segmentation.labels[row]!);
  return {
    row,
    outside: segmentation.labels[row]! < 0,
    segment: margin.label,
    next: margin.next,
    margin: margin.margin,
    steps: all.slice(all.length - steps),
    unread: all.length - steps,
    fields: fieldsOf(vocabulary).map(({ name }) => name),
    contributions: contributionsOf(model, sequences, inputGradient(model, traced, steps, gradient)),
    attention: shape.architecture === 'transformer' ? meanAttention(shape, traced, steps + 1) : null,
    states: Array.from({ length: shape.layers }, (_, layer) => {
      const after = traced.get(layer === shape.layers - 1 ? 'states' : `inputs${layer + 1}`)!;
      return after.slice(shape.width);
    }),
    width: shape.width,
  };
}

/** The margin with its gradient with respect to the network's code, through the dense layers of a fused encoder. */
function marginFrom(explained: Explained, user: Known, code: Float32Array, label: number): Margin {
  const { encoder, fusion } = explained.embedding;
  if (!fusion) return marginOf(code, explained.segmentation, label);
  const inputs = denseInputs(explained, user, code);
  const found = marginOf(applyEncoder(encoder, inputs, 1), explained.segmentation, label);
  const from = explained.matrix.features;
  const gradient = denseGradient(encoder, inputs, found.gradient)
    .subarray(from, from + code.length)
    .map((slope) => slope * fusion.codes.scale);
  return { ...found, gradient };
}

/** Gradient · embedding of each token of the first user: steps × fields. */
function contributionsOf(
  { shape, parameters }: SequenceModel,
  { offsets, fields, tokens }: Sequences,
  gradient: Float64Array,
): Float32Array {
  const { width, levels } = shape;
  const { embedding } = viewWeights(shape, parameters);
  const steps = offsets[1]!;
  const contributions = new Float32Array(steps * fields);
  for (let t = 0; t < steps; t++) {
    let first = 0;
    for (let f = 0; f < fields; f++) {
      const row = (first + tokens[t * fields + f]!) * width;
      let sum = 0;
      for (let i = 0; i < width; i++) sum += gradient[(t + 1) * width + i]! * embedding![row + i]!;
      contributions[t * fields + f] = sum;
      first += levels[f]!;
    }
  }
  return contributions;
}

function eventSteps(events: EventTable, lo: number, hi: number): ReadStep[] {
  const topic = topicColumn(events);
  let before = -1;
  return Array.from(stepsOf(events, lo, hi, topic), ({ row, rows, value, topic: code }) => {
    const time = events.time[row]!;
    const gap = before < 0 ? null : time - before;
    before = time;
    return {
      time,
      type: events.type.names[events.type.codes[row]!]!,
      refund: (events.flags[row]! & FLAG.refund) !== 0,
      topic: code < 0 ? null : topic!.names[code]!,
      value,
      rows,
      gap,
    };
  });
}
