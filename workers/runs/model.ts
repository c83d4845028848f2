import { AppError } from '../protocol/errors';
import {
  FUSED_TEXTS,
  type Embedding,
  type FusedPart,
  type FusedText,
  type FusedTextKind,
  type Fusion,
  type TextModel,
} from '../protocol/model';
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
  const isFused = encoder.length > 0 && (sequence || FUSED_TEXTS.some((kind) => byName.has(`fusion/${kind}/mean`)));
  const fusion = isFused ? fusionOf(byName, remainder?.fusion) : null;
  const dims = encoder.at(-1)?.outputs ?? sequence?.shape.code ?? features.length;
  const beside = fusion ? [fusion.codes, ...FUSED_TEXTS.map((kind) => fusion[kind])] : [];
  const inputs = beside.reduce((sum, part) => sum + (part?.mean.length ?? 0), features.length);
  if (encoder.length > 0 && encoder[0]!.inputs !== inputs) throw new RangeError('inputs');
  if (fusion && fusion.codes.mean.length !== (sequence?.shape.code ?? 0)) throw new RangeError('codes');
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
  const codes = tensors.has('fusion/codes/mean') ? part('codes', exact?.codes) : { mean: new Float32Array(), scale: 0 };
  const texts: Partial<Record<FusedTextKind, FusedText>> = {};
  for (const kind of FUSED_TEXTS) {
    if (!tensors.has(`fusion/${kind}/mean`)) continue;
    texts[kind] = { ...part(kind, exact?.[kind]?.scale), model: textOf(tensors, kind, exact?.[kind]?.explained ?? Number.NaN) };
  }
  return { codes, text: null, ...texts };
}

/** @param explained NaN where the run came with a file, which does not tell */
function textOf(tensors: Tensors, kind: FusedTextKind, explained: number): TextModel {
  const [buckets, dims] = tensors.get(`${kind}/projection`)?.shape ?? [];
  if (buckets === undefined || dims === undefined) throw new RangeError(`${kind}/projection`);
  const grams = tensors.has(`${kind}/grams`) ? tensor(tensors, `${kind}/grams`, 1)[0]! : 1;
  const idf = tensor(tensors, `${kind}/idf`, buckets);
  const projection = tensor(tensors, `${kind}/projection`, buckets * dims);
  if (tensors.get(`fusion/${kind}/mean`)!.data.length !== dims) throw new RangeError(`fusion/${kind}/mean`);
  return { grams, buckets, dims, idf, projection, explained };
}
