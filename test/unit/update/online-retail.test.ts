import { beforeAll, describe, expect, it } from 'vitest';
import { nearestCentres } from '../../../workers/cluster/nearest';
import { solveKMeans } from '../../../workers/cluster/solve';
import { applyEncoder, refreshEmbedding } from '../../../workers/encode';
import { autoencoderShapes, initialParameters, toDenseWeights } from '../../../workers/encode/layers';
import { applyScale, extractFeatures, rawFeatures } from '../../../workers/features';
import { previewFile, type Ingested } from '../../../workers/ingest';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, type MappingRecipe } from '../../../workers/protocol/recipe';
import { append, refresh } from '../../../workers/update';
import { fileOf, hasSharedData, read, sharedFile, sharedText, SKIPPED } from '../ingest/support';

const TIME = /,(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?),/;

/** The file in two, by the time before which that share of its rows lies. */
function splitAt(share: number): readonly [File, File] {
  const [header, ...lines] = sharedText('online-retail.csv.gz').trimEnd().split('\n');
  const times = lines.map((line) => TIME.exec(line)![1]!);
  const cut = [...times].sort()[Math.floor(lines.length * share)]!;
  const part = (keep: (time: string) => boolean) => [header, ...lines.filter((_, i) => keep(times[i]!))].join('\n');
  return [
    fileOf(
      part((time) => time < cut),
      'held.csv',
    ),
    fileOf(
      part((time) => time >= cut),
      'newer.csv',
    ),
  ];
}

describe.skipIf(!hasSharedData)(`appending to Online Retail (${SKIPPED})`, () => {
  let mapping: MappingRecipe;
  let all: Ingested;

  beforeAll(async () => {
    const whole = sharedFile('online-retail.csv.gz');
    ({ mapping } = await previewFile(whole));
    all = await read(whole, mapping);
  }, 60_000);

  it.each([0.8, 0.95])('held at %s gives the features and the labels of the whole', { timeout: 120_000 }, async (share) => {
    const recipe = defaultRecipe(mapping);
    const [heldFile, newerFile] = splitAt(share);
    const held = await read(heldFile, mapping);
    const model = await drive(extractFeatures(held.events, recipe.features));
    // Any encoder and any centres will do, as long as they are the same.
    const shapes = autoencoderShapes(model.features, [64], 16);
    const layers = toDenseWeights(shapes, initialParameters(shapes, 1));
    const encoder = layers.slice(0, 2);
    const embedded = applyEncoder(encoder, model.scaled, model.users);
    const embedding = { users: model.users, dims: 16, data: embedded, encoder, decoder: layers.slice(2), training: null };
    const { centres } = solveKMeans(embedded, model.users, 16, { k: 5, seed: 1, restarts: 1, tolerance: 1e-4, maxIterations: 50 });

    const { merged, quality } = await drive(append(held, await read(newerFile, mapping)));
    const refreshed = await drive(refresh(model, held.events, merged, recipe.features));
    const { matrix, before } = refreshed;
    const { data } = await drive(refreshEmbedding(embedding, model, matrix, before));

    const { fileName: _, fileSize: _size, unwrapped: _gzip, dirt: _dirt, revenue, refundValue, byMonth, ...counts } = all.quality;
    expect(quality).toMatchObject(counts);
    expect([quality.revenue, quality.refundValue]).toEqual([expect.closeTo(revenue!, 4), expect.closeTo(refundValue, 4)]);
    expect(quality.byMonth.map(({ events, users, orders }) => [events, users, orders])).toEqual(
      byMonth.map(({ events, users, orders }) => [events, users, orders]),
    );
    expect(merged.overlap).toBe(0);

    const { from, to } = matrix;
    const ids = matrix.specs.map(({ id }) => id);
    const raw = rawFeatures(all.events, from, to, recipe.features, ids, matrix.support);
    const labels = (rows: Float32Array, users: number) => nearestCentres(rows, users, 16, centres, 5).labels;
    const expected = labels(applyEncoder(encoder, applyScale(raw, matrix.specs), raw.users), raw.users);
    const found = labels(data, matrix.users);
    expect(matrix.users).toBe(raw.users);
    expect([from, to]).toEqual([all.quality.from, all.quality.to + 1]);
    const rowOf = new Map(Array.from(raw.userIndex, (user, row) => [all.events.userIds[user]!, row]));
    let worst = 0;
    let moved = 0;
    for (let row = 0; row < matrix.users; row++) {
      const other = rowOf.get(merged.events.userIds[matrix.userIndex[row]!]!)!;
      if (found[row] !== expected[other]) moved++;
      for (let f = 0; f < ids.length; f++) {
        const a = matrix.raw[row * ids.length + f]!;
        const b = raw.raw[other * ids.length + f]!;
        if (Number.isNaN(a) !== Number.isNaN(b)) worst = Infinity;
        else if (!Number.isNaN(a)) worst = Math.max(worst, Math.abs(a - b) / Math.max(1, Math.abs(b)));
      }
    }
    expect(worst).toBeLessThan(1e-6);
    expect(moved).toBe(0);
    expect(refreshed.refeatured).toBe(merged.touched.length);
    expect(refreshed.refeatured).toBeLessThan(0.6 * matrix.users);
  });
});
