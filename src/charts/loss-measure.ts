import { isSequenceEncoder, type EncoderRecipe } from '../../workers/protocol/encoder-recipe';

/** Mean squared error of the features; with the price of a variational code; nats an event. */
export type LossMeasure = 'error' | 'priced' | 'nats';

/** What the loss of an encoder is. */
export function lossMeasure(kind: EncoderRecipe['kind']): LossMeasure {
  if (isSequenceEncoder(kind)) return 'nats';
  return kind === 'variational' ? 'priced' : 'error';
}
