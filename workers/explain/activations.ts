import { stratifiedSample } from '../cluster/sample';
import { applyEncoder } from '../encode';
import { random } from '../math/random';
import type { Activations, LayerInfo, LayerKind } from '../protocol/looks';
import type { DenseWeights, Embedding } from '../protocol/model';
import { codesOf, denseInputs, known, type Explained } from './explained';

/** Users in the picture. */
const MOST_USERS = 200;

interface Layer extends LayerInfo {
  /** What an input goes through up to it. */
  readonly through: readonly DenseWeights[];
}

/** The layers that users go through: of an autoencoder all but the last, which restores the features; of a network that reads events the code alone. */
function layersOf({ encoder, decoder, sequence, fusion, dims }: Embedding): Layer[] {
  if (sequence && !fusion) return [{ kind: 'code', index: 0, units: dims, through: [] }];
  const all = [...encoder, ...decoder];
  const layer = (kind: LayerKind, index: number, at: number): Layer => {
    return { kind, index, units: all[at]!.outputs, through: all.slice(0, at + 1) };
  };
  return [
    ...encoder.map((_, at) => (at < encoder.length - 1 ? layer('hidden', at, at) : layer('code', 0, at))),
    ...decoder.slice(1).map((_, at) => layer('restoring', at, encoder.length + at)),
  ];
}

/**
 * Activations of a layer for a seeded sample of the users in which each segment has its share; labels, not numbers. Null where the encoder has no layers.
 *
 * @param wanted in the list of layers; null: the one before the code, or the code where there is none
 * @throws RangeError where there is no such layer
 */
export async function activations(explained: Explained, wanted: number | null): Promise<Activations | null> {
  const { matrix, embedding, segmentation, recipe } = explained;
  const layers = layersOf(embedding);
  if (layers.length === 0) return null;
  const at = wanted ?? Math.max(0, layers.findIndex(({ kind }) => kind === 'code') - 1);
  const layer = layers[at];
  if (!layer) throw new RangeError(`no layer ${at}`);
  const strata = segmentation.labels.map((label) => (label < 0 ? segmentation.k : label));
  const sample = stratifiedSample(strata, segmentation.k + 1, MOST_USERS, random(recipe.seed, 'explain', 'activations'));
  const rows = sample.sort((a, b) => strata[a]! - strata[b]! || segmentation.distances[a]! - segmentation.distances[b]! || a - b);
  const users = await known(explained, rows);
  const codes = await codesOf(explained, users);
  const inputs = codes && !embedding.fusion ? codes : denseInputs(explained, users, codes);
  return {
    layers: layers.map(({ kind, index, units }) => ({ kind, index, units })),
    layer: at,
    of: matrix.users,
    segments: Int32Array.from(rows, (row) => segmentation.labels[row]!),
    values: applyEncoder(layer.through, inputs, rows.length),
  };
}
