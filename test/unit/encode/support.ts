import { random } from '../../../workers/math/random';
import type { EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import type { TrainRequest } from '../../../workers/encode/trainer';

export const recipe = (change: Partial<EncoderRecipe> = {}): EncoderRecipe => ({
  kind: 'autoencoder',
  hidden: [8],
  code: 2,
  learningRate: 0.01,
  batchSize: 16,
  epochs: 6,
  patience: 6,
  validationShare: 0.2,
  ...change,
});

/** Rows on a curved two-dimensional sheet in `features` dimensions, with a little noise. */
export function sheet(users: number, features: number, seed = 7): Float32Array {
  const rng = random(seed, 'sheet');
  const rows = new Float32Array(users * features);
  for (let u = 0; u < users; u++) {
    const a = 3 * rng.next() - 1.5;
    const b = rng.normal();
    for (let f = 0; f < features; f++)
      rows[u * features + f] = Math.sin((1 + (f % 4)) * a + f) + 0.3 * b * Math.cos(f) + 0.05 * rng.normal();
  }
  return rows;
}

export function request(users: number, features: number, encoder: EncoderRecipe = recipe(), seed = 3): TrainRequest {
  const validation = new Uint8Array(users);
  for (let u = 0; u < users; u += 5) validation[u] = 1;
  return { rows: sheet(users, features), users, features, validation, encoder, seed };
}

export async function collect<Item, Result>(generator: AsyncGenerator<Item, Result, void>): Promise<{ items: Item[]; result: Result }> {
  const items: Item[] = [];
  for (;;) {
    const next = await generator.next();
    if (next.done) return { items, result: next.value };
    items.push(next.value);
  }
}
