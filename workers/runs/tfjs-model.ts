import { dependencies, version } from '../../package.json';
import type { NamedLayer, NamedTensor } from './record';

/** Weights in the form of tfjs: what lies in the binary file, end to end, float32 little-endian. */
interface WeightsGroup {
  readonly paths: readonly string[];
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[]; readonly dtype: 'float32' }[];
}

export interface ModelJson {
  /** `layers-model`: `tf.loadLayersModel` opens it. `weights`: it has no topology. */
  readonly format: 'layers-model' | 'weights';
  readonly generatedBy: string;
  readonly convertedBy: null;
  readonly modelTopology?: unknown;
  readonly weightsManifest: readonly WeightsGroup[];
}

export interface ModelFiles {
  readonly json: ModelJson;
  readonly weights: Uint8Array;
}

const header = { generatedBy: `Shoal ${version}`, convertedBy: null } as const;

/** A chain of dense layers as a Keras model of tfjs, with its weights. @param file name of the binary file */
export function layersModel(layers: readonly NamedLayer[], file: string): ModelFiles {
  const tensors = layers.flatMap(({ name, inputs, outputs, kernel, bias }): NamedTensor[] => [
    { name: `${name}/kernel`, shape: [inputs, outputs], data: kernel },
    { name: `${name}/bias`, shape: [outputs], data: bias },
  ]);
  const { json, weights } = weightsOnly(tensors, file);
  return { json: { ...json, format: 'layers-model', modelTopology: topologyOf(layers) }, weights };
}

function topologyOf(layers: readonly NamedLayer[]): unknown {
  const dense = ({ name, inputs, outputs, activation }: NamedLayer, i: number) => ({
    class_name: 'Dense',
    config: {
      name,
      trainable: true,
      dtype: 'float32',
      ...(i === 0 ? { batch_input_shape: [null, inputs] } : {}),
      units: outputs,
      activation,
      use_bias: true,
    },
  });
  return {
    class_name: 'Sequential',
    config: { name: 'autoencoder', layers: layers.map(dense) },
    keras_version: `tfjs-layers ${dependencies['@tensorflow/tfjs-core']}`,
    backend: 'tensor_flow.js',
  };
}

/** Weights without a topology. */
export function weightsOnly(tensors: readonly NamedTensor[], file: string): ModelFiles {
  const weights = new Uint8Array(tensors.reduce((sum, { data }) => sum + data.byteLength, 0));
  const view = new DataView(weights.buffer);
  let at = 0;
  for (const { data } of tensors) {
    for (const value of data) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  const specs = tensors.map(({ name, shape }) => ({ name, shape, dtype: 'float32' as const }));
  return { json: { format: 'weights', ...header, weightsManifest: [{ paths: [file], weights: specs }] }, weights };
}

/**
 * The weights again.
 *
 * @throws RangeError where the binary file has another length than the manifest says
 */
export function readTensors({ weightsManifest }: Pick<ModelJson, 'weightsManifest'>, bytes: Uint8Array): NamedTensor[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const tensors = weightsManifest
    .flatMap(({ weights }) => weights)
    .map(({ name, shape }): NamedTensor => {
      const size = shape.reduce((product, side) => product * side, 1);
      if (at + 4 * size > bytes.length) throw new RangeError(`${name} ends after the file`);
      const data = Float32Array.from({ length: size }, (_, i) => view.getFloat32(at + 4 * i, true));
      at += 4 * size;
      return { name, shape, data };
    });
  if (at !== bytes.length) throw new RangeError(`${bytes.length - at} bytes left over`);
  return tensors;
}

/** A dense layer as the topology of {@link layersModel} has it. */
export interface LayerConfig {
  readonly name: string;
  readonly units: number;
  readonly activation: 'relu' | 'linear';
}

/** The chain of layers again. @throws RangeError where the weights are not those of the layers */
export function readLayers(configs: readonly LayerConfig[], tensors: readonly NamedTensor[]): NamedLayer[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  let before: number | null = null;
  const layers = configs.map(({ name, units, activation }): NamedLayer => {
    const kernel = byName.get(`${name}/kernel`);
    const bias = byName.get(`${name}/bias`);
    const [inputs, outputs] = kernel?.shape ?? [];
    if (!kernel || !bias || inputs === undefined || outputs !== units || bias.data.length !== units || (before ?? inputs) !== inputs)
      throw new RangeError(`layer ${name}`);
    before = units;
    return { name, inputs, outputs, activation, kernel: kernel.data, bias: bias.data };
  });
  if (byName.size !== 2 * layers.length) throw new RangeError('weights without a layer');
  return layers;
}
