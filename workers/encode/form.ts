import { DEFAULT_VARIATIONAL, type EncoderRecipe } from '../protocol/encoder-recipe';
import type { DenseWeights } from '../protocol/model';
import type { PlacedBottleneck } from './dense-trainer';
import { autoencoderShapes, type LayerShape } from './layers';
import type { AutoencoderWeights } from './trainer';
import { besideEachOther, divergencePrice, GaussianCode, halves, variationalShapes } from './variational';

/** What tells the training of one form of autoencoder from that of another. */
export interface Form {
  readonly shapes: readonly LayerShape[];
  readonly between: PlacedBottleneck | null;
  /** Normal numbers that each row is given for its code. */
  readonly noise: number;
  /** Epochs before which training does not end early. */
  readonly grace: number;
  /** Weight of a row's divergence in an epoch, beside the mean squared error of its features. */
  price(epoch: number): number;
  /** Layers as they are trained. */
  layersOf(weights: AutoencoderWeights): readonly DenseWeights[];
  weightsOf(layers: readonly DenseWeights[]): AutoencoderWeights;
}

export function formOf({ kind, hidden, code, variational = DEFAULT_VARIATIONAL }: EncoderRecipe, features: number): Form {
  const encoding = hidden.length + 1;
  const cut = (layers: readonly DenseWeights[]) => ({ encoder: layers.slice(0, encoding), decoder: layers.slice(encoding) });
  if (kind !== 'variational') {
    return {
      shapes: autoencoderShapes(features, hidden, code),
      between: null,
      noise: 0,
      grace: 0,
      price: () => 0,
      layersOf: ({ encoder, decoder }) => [...encoder, ...decoder],
      weightsOf: cut,
    };
  }
  return {
    shapes: variationalShapes(features, hidden, code),
    between: { layer: hidden.length, bottleneck: new GaussianCode(code) },
    noise: code,
    // Until the divergence has its price, the loss of the users who validate is not what is trained for.
    grace: variational.warmup,
    price: (epoch) => divergencePrice(variational, features, epoch),
    layersOf: ({ encoder, decoder, spread }) => {
      if (!spread) throw new RangeError('the code has no variances');
      return [...encoder.slice(0, -1), besideEachOther(encoder.at(-1)!, spread), ...decoder];
    },
    weightsOf: (layers) => {
      const { encoder, decoder } = cut(layers);
      const [mean, spread] = halves(encoder.at(-1)!);
      return { encoder: [...encoder.slice(0, -1), mean], decoder, spread };
    },
  };
}
