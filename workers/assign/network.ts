import { fieldsOf } from '../encode/sequence/fields';
import { MOST_EVENTS } from '../protocol/assignment';
import { defaultEncoder, defaultSequence, isSequenceEncoder, type EncoderRecipe } from '../protocol/encoder-recipe';
import type { Recipe } from '../protocol/recipe';
import type { SequenceEncoder, SequenceShape, Vocabulary } from '../protocol/sequences';
import { asEncoder } from '../protocol/training-recipe';

/** Where the recipe keeps none aside. */
const VALIDATION_SHARE = 0.1;

/**
 * How the network is built and trained: as the recipe's encoder is where that reads events in order, else as the GRU is by default, of a fused one
 * with the size of its reader; where the recipe says how placing is trained, so.
 */
export function readerOf({
  encoder,
  assignment,
}: Pick<Recipe, 'encoder' | 'assignment'>): EncoderRecipe & { readonly kind: SequenceEncoder } {
  const validationShare = encoder.validationShare || VALIDATION_SHARE;
  const training = assignment?.training ? asEncoder(assignment.training) : {};
  const { kind } = encoder;
  if (isSequenceEncoder(kind)) return { ...encoder, kind, validationShare, ...training };
  const own = kind === 'fused' ? encoder.sequence : undefined;
  const architecture = own?.architecture ?? 'gru';
  const sequence = own ?? defaultSequence(architecture);
  return { ...defaultEncoder(architecture), kind: architecture, sequence, validationShare, ...training };
}

/** The shape of such a network for so many classes. */
export function shapeOf({ kind, sequence }: ReturnType<typeof readerOf>, vocabulary: Vocabulary, classes: number): SequenceShape {
  const { width, layers } = sequence ?? defaultSequence(kind);
  const levels = fieldsOf(vocabulary).map((field) => field.levels);
  return { architecture: kind, levels, predicted: [], width, layers, code: 0, steps: MOST_EVENTS, classes };
}
