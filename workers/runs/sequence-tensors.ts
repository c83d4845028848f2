import * as v from 'valibot';
import { fieldsOf, sizeOf, weightsOf } from '../encode';
import { SEQUENCE_ENCODERS, type SequenceModel } from '../protocol/sequences';
import type { NamedTensor } from './record';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const Shape = v.pipe(
  v.object({
    architecture: v.picklist(SEQUENCE_ENCODERS),
    levels: v.array(positive),
    predicted: v.array(whole),
    width: positive,
    layers: positive,
    code: whole,
    classes: v.exactOptional(positive),
    steps: positive,
  }),
  v.check(({ code, classes }) => (code === 0) === (classes !== undefined)),
);
const Vocabulary = v.object({
  types: v.array(v.object({ name: v.string(), refund: v.boolean() })),
  topicOf: v.nullable(v.picklist(['category', 'item'])),
  topics: v.array(v.string()),
  valueEdges: v.array(v.number()),
  sizes: v.boolean(),
  timesOfDay: v.boolean(),
});

/** What the weights of a network that reads events in order are about. */
export type SequenceAbout = Pick<SequenceModel, 'shape' | 'vocabulary'>;

/** @throws RangeError, v.ValiError where the shape is none, or not one of these words */
export function checkedAbout(told: { readonly shape: unknown; readonly vocabulary: unknown }): SequenceAbout {
  const shape = v.parse(Shape, told.shape);
  const vocabulary = v.parse(Vocabulary, told.vocabulary);
  const fields = fieldsOf(vocabulary);
  const spoken = fields.length === shape.levels.length && fields.every(({ levels }, i) => levels === shape.levels[i]);
  if (!spoken || shape.predicted.some((field) => field >= fields.length)) throw new RangeError('levels');
  return { shape, vocabulary };
}

/** Each matrix of the network under its name. @param stem before the names and a slash */
export function sequenceTensors(stem: string, { shape, parameters }: Pick<SequenceModel, 'shape' | 'parameters'>): NamedTensor[] {
  let at = 0;
  return weightsOf(shape).map(({ name, rows, columns }) => {
    const data = parameters.subarray(at, (at += rows * columns));
    return { name: `${stem}/${name}`, shape: [rows, columns], data };
  });
}

/** The one array of parameters again. @throws RangeError where a matrix is missing or has another size */
export function sequenceParameters(stem: string, shape: SequenceModel['shape'], tensors: ReadonlyMap<string, NamedTensor>): Float32Array {
  const weights = weightsOf(shape);
  const parameters = new Float32Array(sizeOf(weights));
  let at = 0;
  for (const { name, rows, columns } of weights) {
    const data = tensors.get(`${stem}/${name}`)?.data;
    if (data?.length !== rows * columns) throw new RangeError(`${stem}/${name}`);
    parameters.set(data, at);
    at += data.length;
  }
  return parameters;
}
