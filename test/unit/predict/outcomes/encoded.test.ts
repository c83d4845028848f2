import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { inlineCompute } from '../../../../workers/cluster/compute';
import { startingCentres } from '../../../../workers/cluster/starting-centres';
import type { Group } from '../../../../workers/encode';
import { random } from '../../../../workers/math/random';
import { forecastOutcomes } from '../../../../workers/predict';
import { DAY_MS } from '../../../../workers/features/feature-set';
import { drive } from '../../../../workers/protocol/progress';
import {
  DEFAULT_JOINT,
  defaultEncoder,
  defaultSequence,
  readsEvents,
  type EncoderRecipe,
} from '../../../../workers/protocol/encoder-recipe';
import { defaultRecipe } from '../../../../workers/protocol/recipe';
import { eventTable, timeOf, type EventRow } from '../../../fixtures/events';
import { localTrainer } from '../../../fixtures/local-trainer';
import { mappingOf } from '../../ingest/support';

const START = Date.UTC(2023, 0, 2);
const HORIZON = 14;
const { features, clustering } = defaultRecipe(mappingOf({}));

/**
 * Users who look at three things over and over. Who went round one way last buys in the next days, who went the other way does not, and each way is taken for a
 * fortnight by half of the users, drawn anew each time: nothing but the order of the last looks tells them apart.
 */
function rounds(users: number, days: number, seed: number): EventRow[] {
  const rng = random(seed, 'test', 'rounds');
  const rows: EventRow[] = [];
  for (let u = 0; u < users; u++) {
    let buys = false;
    for (let day = 0; day < days; day += HORIZON) {
      const forth = rng.next() < 0.5;
      let at = rng.int(3);
      for (let look = 0; look < 9; look++) {
        at = (at + (forth ? 1 : 2)) % 3;
        rows.push({ user: `u${u}`, t: START + (day + 4 + look) * DAY_MS + u * 1000, type: ['shirts', 'shoes', 'hats'][at]! });
      }
      if (buys && rng.next() < 0.8)
        rows.push({ user: `u${u}`, t: START + (day + 1) * DAY_MS + u * 1000, type: 'purchase', value: 10 + 20 * rng.next() });
      buys = forth;
    }
  }
  return rows;
}

const KINDS = ['gru', 'fused', 'autoencoder', 'variational', 'idec'] as const;

function recipe(epochs: number, kind: (typeof KINDS)[number] = 'gru'): EncoderRecipe {
  const encoder = defaultEncoder(kind);
  if (kind === 'idec') return { ...encoder, code: 4, epochs, joint: { ...DEFAULT_JOINT, interval: 5, steps: 20 } };
  if (!readsEvents(kind)) return { ...encoder, code: 4, epochs };
  return { ...encoder, code: 8, epochs, sequence: { ...defaultSequence('gru'), ...encoder.sequence, steps: 8, width: 16 } };
}

const grouped =
  (k: number): Group =>
  (alone) =>
    startingCentres(alone, { ...clustering, k }, 1, inlineCompute(), inlineCompute());

const forecast = async (rows: readonly EventRow[], encoder: EncoderRecipe | null, k = 3) => {
  const what = { features, predict: { horizonDays: HORIZON } };
  const at = encoder && { recipe: encoder, trainer: localTrainer, group: grouped(k) };
  return (await drive(forecastOutcomes(eventTable(rows), what, 1, at))).forecasts!;
};

describe('predictions that are told the embedding', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await setBackend('wasm');
  });

  it('see what no feature shows', async () => {
    const { outcomes, encoded } = await forecast(rounds(260, 98, 1), recipe(20));
    expect(encoded).toMatchObject({ kind: 'gru', dims: 8 });
    const { comparisons, classifiers } = outcomes.find(({ kind }) => kind === 'purchase')!.tested!;
    const { differences } = comparisons.find(({ model }) => model === 'embedding')!;
    expect(classifiers.find(({ id }) => id === 'embedding')!.auc).toBeGreaterThan(0.7);
    expect(differences.auc.low).toBeGreaterThan(0);
  });

  it.each(KINDS)('do not change, nor the encoder, with what happens after the days that they could know (%s)', async (kind) => {
    const rows = rounds(140, 70, 2);
    const last = Math.floor(Math.max(...rows.map(timeOf)) / DAY_MS);
    const testFrom = (last - HORIZON + 1) * DAY_MS;
    const known = rows.filter((row) => timeOf(row) < testFrom);
    const later = rounds(140, 70, 3).filter((row) => timeOf(row) >= testFrom);
    const other = [...known, ...later.map((row) => ({ ...row, item: `strange ${row.type ?? ''}`, value: 7 }))];
    const [one, two] = [await forecast(rows, recipe(2, kind)), await forecast(other, recipe(2, kind))];
    expect(two.encoded).toEqual(one.encoded);
    expect(one).toMatchObject({ encoded: { kind, dims: readsEvents(kind) ? 8 : 4 }, uncoded: null });
    const predicted = (forecasts: typeof one) =>
      forecasts.outcomes.map(({ tested }) => tested?.classifiers.map(({ id, tenths }) => [id, tenths?.map((tenth) => tenth.predicted)]));
    expect(predicted(one)[0]!.map(([id]) => id)).toContain('embedding');
    expect(predicted(two)).toEqual(predicted(one));
    const spent = ({ value }: typeof one) =>
      value.tested!.models.find(({ id }) => id === 'network')!.tenths.map((tenth) => tenth.predicted);
    expect(spent(two)).toEqual(spent(one));
  });

  it('do without where there is no code to tell, and say why', async () => {
    const rows = rounds(140, 70, 2);
    const models = ({ outcomes }: Awaited<ReturnType<typeof forecast>>) => outcomes[0]!.tested!.classifiers.map(({ id }) => id);
    const plain = await forecast(rows, null);
    expect([plain.encoded, plain.uncoded]).toEqual([null, 'features']);
    const crowded = await forecast(rows, recipe(2, 'idec'), 141);
    expect([crowded.encoded, crowded.uncoded]).toEqual([null, 'few-users']);
    expect(models(crowded)).toEqual(models(plain));
    expect(models(plain)).not.toContain('embedding');
  });
});
