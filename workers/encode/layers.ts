import { random } from '../math/random';
import type { DenseWeights } from '../protocol/model';

export interface LayerShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: 'relu' | 'linear';
}

/**
 * Layers of an autoencoder `features – hidden… – code – …hidden – features`: rectified hidden layers, a linear code (so that
 * distances in it are not folded by the rectifier) and a linear output (standardised features are unbounded).
 */
export function autoencoderShapes(features: number, hidden: readonly number[], code: number): LayerShape[] {
  const widths = [features, ...hidden, code, ...[...hidden].reverse(), features];
  const codeLayer = hidden.length;
  return widths.slice(1).map((outputs, layer) => ({
    inputs: widths[layer]!,
    outputs,
    activation: layer === codeLayer || layer === widths.length - 2 ? 'linear' : 'relu',
  }));
}

export function parameterCount(shapes: readonly LayerShape[]): number {
  return shapes.reduce((sum, { inputs, outputs }) => sum + (inputs + 1) * outputs, 0);
}

/**
 * Starting values as one flat array, layer by layer, kernel (inputs × outputs, row-major) then bias: He normal before a
 * rectifier (He et al. 2015), Glorot uniform before a linear layer (Glorot & Bengio 2010), biases zero.
 */
export function initialParameters(shapes: readonly LayerShape[], seed: number): Float32Array {
  const flat = new Float32Array(parameterCount(shapes));
  let at = 0;
  shapes.forEach(({ inputs, outputs, activation }, layer) => {
    const rng = random(seed, 'encode', 'weights', layer);
    const deviation = Math.sqrt(2 / inputs);
    const limit = Math.sqrt(6 / (inputs + outputs));
    for (let i = 0; i < inputs * outputs; i++) {
      flat[at++] = activation === 'relu' ? deviation * rng.normal() : limit * (2 * rng.next() - 1);
    }
    at += outputs;
  });
  return flat;
}

/** The parameters of trained layers as one flat array. @throws RangeError where the layers have other shapes */
export function toParameters(shapes: readonly LayerShape[], layers: readonly DenseWeights[]): Float32Array {
  const same = shapes.every((shape, i) => {
    const layer = layers[i];
    return layer?.inputs === shape.inputs && layer.outputs === shape.outputs && layer.activation === shape.activation;
  });
  if (!same || layers.length !== shapes.length) throw new RangeError('the weights have other shapes than the layers');
  const flat = new Float32Array(parameterCount(shapes));
  let at = 0;
  for (const { kernel, bias } of layers) {
    flat.set(kernel, at);
    flat.set(bias, at + kernel.length);
    at += kernel.length + bias.length;
  }
  return flat;
}

/** One array after the other. */
export function behindEachOther(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** The flat array cut into layers; each has arrays of its own. */
export function toDenseWeights(shapes: readonly LayerShape[], flat: Float32Array): DenseWeights[] {
  let at = 0;
  return shapes.map((shape) => {
    const kernel = flat.slice(at, at + shape.inputs * shape.outputs);
    at += kernel.length;
    const bias = flat.slice(at, at + shape.outputs);
    at += bias.length;
    return { ...shape, kernel, bias };
  });
}
