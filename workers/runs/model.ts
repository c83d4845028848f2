import { AppError } from '../protocol/errors';
import type { Embedding, FusedPart, Fusion, TextModel } from '../protocol/model';
import type { SequenceModel } from '../protocol/sequences';
import type { NamedTensor, Remainder, RunBody } from './record';
import { checkedAbout, sequenceParameters } from './sequence-tensors';

/** What turns users into an embedding. */
export type RunModel = Pick<Embedding, 'dims' | 'encoder' | 'decoder' | 'sequence' | 'fusion'>;

/**
 * The model of a run, from what it keeps or what an archive brought.
 *
 * @throws AppError `run-model-damaged` where its parts do not fit each other
 */
export function modelOf(body: RunBody): RunModel {
  try {
    return composed(body);
  } catch (cause) {
    throw new AppError('run-model-damaged', {}, { cause });
  }
}

function composed({ layers, tensors, sequence: told, features, centres, segments, remainder }: RunBody): RunModel {
  const code = layers.findIndex(({ name }) => name === 'code') + 1;
  if (layers.length > 0 && code === 0) throw new RangeError('no layer gives the code');
  const plain = layers.map(({ name: _, ...layer }) => layer);
  const [encoder, decoder] = [plain.slice(0, code), plain.slice(code)];
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const sequence = told && sequenceOf(told, byName);
  const fusion = sequence && encoder.length > 0 ? fusionOf(byName, remainder?.fusion) : null;
  const dims = encoder.at(-1)?.outputs ?? sequence?.shape.code ?? features.length;
  const inputs = features.length + (fusion ? fusion.codes.mean.length + (fusion.text?.mean.length ?? 0) : 0);
  if (encoder.length > 0 && encoder[0]!.inputs !== inputs) throw new RangeError('inputs');
  if (fusion && fusion.codes.mean.length !== sequence!.shape.code) throw new RangeError('codes');
  if (centres.length % dims !== 0 || (segments.some((segment) => segment >= 0) && centres.length === 0)) throw new RangeError('centres');
  return { dims, encoder, decoder, ...(sequence && { sequence }), ...(fusion && { fusion }) };
}

type Tensors = ReadonlyMap<string, NamedTensor>;

function tensor(tensors: Tensors, name: string, size?: number): Float32Array {
  const data = tensors.get(name)?.data;
  if (!data || (size !== undefined && data.length !== size)) throw new RangeError(name);
  return data;
}

function sequenceOf(told: NonNullable<RunBody['sequence']>, tensors: Tensors): SequenceModel {
  const { shape, vocabulary } = checkedAbout(told);
  if (shape.classes !== undefined) throw new RangeError('no code');
  return { shape, vocabulary, parameters: sequenceParameters('sequence', shape, tensors) };
}

function fusionOf(tensors: Tensors, exact: Remainder['fusion']): Fusion {
  const part = (name: string, scale: number | undefined): FusedPart => ({
    mean: tensor(tensors, `fusion/${name}/mean`),
    scale: scale ?? tensor(tensors, `fusion/${name}/scale`, 1)[0]!,
  });
  const text = tensors.has('fusion/text/mean')
    ? { ...part('text', exact?.text?.scale), model: textOf(tensors, exact?.text?.explained ?? Number.NaN) }
    : null;
  return { codes: part('codes', exact?.codes), text };
}

/** @param explained NaN where the run came with a file, which does not tell */
function textOf(tensors: Tensors, explained: number): TextModel {
  const [buckets, dims] = tensors.get('text/projection')?.shape ?? [];
  if (buckets === undefined || dims === undefined) throw new RangeError('text/projection');
  const idf = tensor(tensors, 'text/idf', buckets);
  const projection = tensor(tensors, 'text/projection', buckets * dims);
  if (tensors.get('fusion/text/mean')!.data.length !== dims) throw new RangeError('fusion/text/mean');
  return { buckets, dims, idf, projection, explained };
}
