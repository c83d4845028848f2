import { defaultSequence, isSequenceEncoder, type EncoderRecipe, type SequenceRecipe } from '../../protocol/encoder-recipe';
import type { SequenceEncoder } from '../../protocol/sequences';

/** Hidden layers of an autoencoder. A hidden layer of fewer than twice the code's units cannot begin at the principal components. */
const HIDDEN: readonly (readonly number[])[] = [[32], [64], [128], [256], [512], [512, 128], [1024, 256]];

/** Width, events read, and layers beyond those that the kind begins with. */
const NETWORKS: readonly (readonly [SequenceRecipe['width'], number, number])[] = [
  [16, 16, 0],
  [16, 32, 0],
  [32, 32, 0],
  [32, 64, 0],
  [64, 64, 0],
  [64, 64, 1],
  [64, 128, 1],
  [128, 128, 1],
  [128, 256, 2],
];
const MOST_LAYERS = 6;
const FEWEST_STEPS = 4;

/**
 * The sizes that an encoder may have, each costing more than the one before. All else of the recipe stays as it is, the size of the code included, since
 * it says how finely users are told apart and not how well the network learns.
 *
 * @param longest events of the user with the most: no network reads more
 */
export function ladderOf(encoder: EncoderRecipe, longest: number): EncoderRecipe[] {
  const { kind } = encoder;
  if (kind === 'none') return [];
  if (isSequenceEncoder(kind)) return networks(encoder.sequence, kind, longest).map((sequence) => ({ ...encoder, sequence }));
  if (kind !== 'fused') return HIDDEN.map((hidden) => ({ ...encoder, hidden: [...hidden] }));
  const read = networks(encoder.sequence, encoder.sequence?.architecture ?? 'gru', longest);
  return read.map((sequence, at) => ({ ...encoder, sequence, hidden: [...HIDDEN[Math.min(at, HIDDEN.length - 1)]!] }));
}

function networks(now: SequenceRecipe | undefined, kind: SequenceEncoder, longest: number): SequenceRecipe[] {
  const usual = defaultSequence(kind);
  const found = NETWORKS.map(([width, most, more]) => ({
    ...usual,
    ...now,
    width,
    steps: Math.max(FEWEST_STEPS, Math.min(most, longest)),
    layers: Math.min(MOST_LAYERS, usual.layers + more),
  }));
  const key = ({ width, steps, layers }: SequenceRecipe) => `${width}/${steps}/${layers}`;
  return found.filter((network, at) => at === 0 || key(network) !== key(found[at - 1]!));
}
