import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { defaultNetwork } from '../../../workers/protocol/training-recipe';
import { RunReportSchema, type RunReport } from '../../../workers/protocol/report';
import { mappingOf } from '../ingest/support';
import { csv, engineOn, fileOf, MAPPING, recipeOf, shopLines, text, value } from './engine';

const quiet = () => undefined;
const WORDS = { names: [], alerts: [], none: 'no segment' };

async function built(lines: readonly string[]) {
  const engine = engineOn(null);
  const recipe = recipeOf(MAPPING);
  await value(engine.read('r', fileOf('shop.csv', csv(lines)), MAPPING, recipe.cleaning, quiet));
  return { engine, result: await value(engine.build('b', recipe, 'auto', quiet)) };
}

const reportOf = async (engine: ReturnType<typeof engineOn>) =>
  JSON.parse(await text(await value(engine.exportReport(WORDS)))) as RunReport;

describe('predictions of a run', () => {
  it('are by segment, follow another k, and stand in the report once they are known', { timeout: 120_000 }, async () => {
    const { engine, result } = await built(shopLines([0, 320], [0, 243]));
    expect((await reportOf(engine)).predictions).toBeUndefined();
    const { prediction } = await value(engine.predict('p', quiet));
    expect(prediction!.segments.map(({ id }) => id)).toEqual(result.segments.portraits.map(({ id }) => id));
    for (const { id, users } of prediction!.segments) expect(users).toBe(result.segments.labels.filter((label) => label === id).length);

    const report = await reportOf(engine);
    expect(v.safeParse(RunReportSchema, report).issues).toBeUndefined();
    expect(report.predictions).toEqual({ none: null, prediction });

    await value(engine.chooseK('k', 3, quiet));
    let asked = 0;
    const other = await value(engine.predict('p2', () => asked++));
    expect(asked).toBe(0);
    expect(other.prediction!.segments).toHaveLength(3);
    expect(other.prediction!.all.purchases).toBeCloseTo(prediction!.all.purchases, 8);
  });

  it(
    'of outcomes stand in the users’ rows, their export and the report, once they are known, and follow the horizon',
    { timeout: 120_000 },
    async () => {
      const { engine, result } = await built(shopLines([0, 320], [0, 243]));
      expect((await value(engine.user(0))).outcomes).toEqual([]);
      expect(await text(await value(engine.exportSegments(WORDS)))).not.toContain('p_purchase');
      const { prediction } = await value(engine.predictOutcomes('o', quiet));
      expect(prediction!.horizonDays).toBe(30);
      const known = prediction!.outcomes.filter((one) => one.none === null);
      expect(known.map(({ kind }) => kind)).toContain('purchase');
      const { outcomes, value: worth } = await value(engine.user(0));
      for (const { probability } of outcomes!) expect(probability > 0 && probability < 1).toBe(true);

      const report = await reportOf(engine);
      expect(v.safeParse(RunReportSchema, report).issues).toBeUndefined();
      expect(report.outcomes).toEqual({ none: null, prediction });
      const [header, ...lines] = (await text(await value(engine.exportSegments(WORDS))))
        .trim()
        .split('\r\n')
        .map((line) => line.split(','));
      const column = header!.indexOf('p_purchase_30d');
      expect(column).toBeGreaterThan(0);
      const mine = outcomes!.find(({ kind }) => kind === 'purchase')!.probability;
      expect(Number(lines[0]![column])).toBeCloseTo(mine, 5);
      const spent = lines.map((line) => Number(line[header!.indexOf('network_value_30d')]));
      expect(worth).toMatchObject({ horizonDays: 30 });
      const { models } = prediction!.value.prediction!;
      const [rmse, ...baselines] = ['network', 'last-period', 'classical'].map((id) => models.find((model) => model.id === id)!.rmse);
      expect((await value(engine.listRuns({}))).runs[0]!.forecasts.spending).toEqual({
        days: 30,
        rmse,
        baselineRmse: Math.min(...baselines),
      });
      expect(spent[0]! / worth!.expected).toBeCloseTo(1, 5);
      const { all } = prediction!.value.prediction!;
      expect(spent.reduce((sum, money) => sum + money, 0) / all.value).toBeCloseTo(1, 4);
      const segments = known[0]!.prediction!.segments;
      const own = lines.filter((line) => Number(line[1]) === segments[0]!.id + 1).map((line) => Number(line[column]));
      expect(own).toHaveLength(segments[0]!.users);
      expect(segments[0]!.mean).toBeCloseTo(own.reduce((sum, p) => sum + p, 0) / own.length, 4);

      await value(engine.chooseHorizon(14));
      expect((await value(engine.user(0))).outcomes).toEqual([]);
      const other = (await value(engine.predictOutcomes('o2', quiet))).prediction!;
      expect(other.horizonDays).toBe(14);
      expect((await reportOf(engine)).recipe.predict).toEqual({ horizonDays: 14 });
      expect(result.recipe.predict).toBeUndefined();
      const network = { ...defaultNetwork(), classWeights: 'balanced' as const };
      await value(engine.chooseNetwork(network));
      expect((await value(engine.user(0))).outcomes).toEqual([]);
      expect((await reportOf(engine)).recipe.predict).toEqual({ horizonDays: 14, network });
      // Back at the defaults they are those of before, though the recipe says so in other words.
      await value(engine.chooseNetwork(defaultNetwork()));
      expect((await value(engine.user(0))).outcomes).not.toEqual([]);
    },
  );

  it('of categories and demand stand in the report, and of categories in the users’ rows and export', { timeout: 120_000 }, async () => {
    const mapping = mappingOf(
      { user_id: 'user', event: 'event', timestamp: 'time', price: 'value', kind: 'category' },
      { purchaseTypes: ['purchase'] },
    );
    const engine = engineOn(null);
    const recipe = recipeOf(mapping);
    const lines = shopLines([0, 320], [0, 243]).map((line, i) => `${line},${['tea', 'cups', 'cake'][i % 3]!}`);
    await value(engine.read('r', fileOf('shop.csv', csv(lines, 'user_id,event,timestamp,price,kind')), mapping, recipe.cleaning, quiet));
    const { segments } = await value(engine.build('b', recipe, 'auto', quiet));
    const categories = await value(engine.predictCategories('c', quiet));
    const demand = await value(engine.predictDemand('d', quiet));
    expect(categories.prediction!.segments.map(({ id }) => id)).toEqual(segments.portraits.map(({ id }) => id));
    expect(demand.prediction!.series.map(({ name }) => name).sort()).toEqual(['cake', 'cups', 'tea', null].sort());

    const { guessers, baseline, horizonDays, calibration } = categories.prediction!;
    const accuracyOf = (id: string) => guessers.find((guesser) => guesser.id === id)!.accuracy1;
    const { methods, horizonWeeks, ...judged } = demand.prediction!;
    const maseOf = (id: string) => methods.find((method) => method.id === id)!.mase;
    const [listed] = (await value(engine.listRuns({}))).runs;
    expect(listed!.forecasts.categories).toEqual({
      of: 'category',
      days: horizonDays,
      accuracy: accuracyOf('model'),
      baselineAccuracy: accuracyOf(baseline),
    });
    const proven = (judged.network?.difference?.high ?? 0) < 0;
    expect(listed!.forecasts.demand).toEqual({
      weeks: horizonWeeks,
      mase: maseOf(proven ? 'network' : judged.challenger),
      baselineMase: maseOf(judged.baseline),
    });
    expect(calibration!.rows).toBeGreaterThanOrEqual(50);

    const report = await reportOf(engine);
    expect(v.safeParse(RunReportSchema, report).issues).toBeUndefined();
    expect(report.categories).toEqual(categories);
    expect(report.demand).toEqual(demand);
    const [header, ...rows] = (await text(await value(engine.exportSegments(WORDS))))
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const likely = (await Promise.all(rows.map((_, row) => value(engine.user(row))))).map(({ nextChoices }) => nextChoices?.[0]);
    expect(likely.filter(Boolean).length).toBeGreaterThan(100);
    rows.forEach((cells, row) => expect(cells[header!.indexOf('next_category')]).toBe(likely[row]?.name ?? ''));
  });

  it('are the same in an export whenever it is made', { timeout: 120_000 }, async () => {
    const { engine } = await built(shopLines([0, 320], [0, 243]));
    const exported = async () => text(await value(engine.exportSegments(WORDS)));
    let steps = 0;
    await value(engine.completePredictions('c', false, () => steps++));
    expect(steps).toBeGreaterThan(0);
    const first = await exported();
    expect(first.split('\r\n')[0]).toContain('p_active,expected_purchases_48d,expected_value_48d,');
    await value(engine.predict('p', quiet));
    await value(engine.predictDemand('d', quiet));
    expect(await exported()).toBe(first);
    // What is being worked out because it was asked for is waited for.
    const asked = engine.predictOutcomes('o', quiet);
    await value(engine.completePredictions('again', false, quiet));
    const second = await exported();
    expect(second.split('\r\n')[0]).toContain('p_purchase_30d');
    await value(asked);
    expect(await exported()).toBe(second);
  });

  it('are computed once for all who wait, and go on while one of them does', { timeout: 120_000 }, async () => {
    const { engine } = await built(shopLines([0, 320], [0, 243]));
    const one = engine.predictOutcomes('one', quiet);
    let told = 0;
    const two = engine.completePredictions('two', true, () => told++);
    engine.cancel('one');
    expect(await one).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await value(two);
    const before = told;
    expect(before).toBeGreaterThan(0);
    let again = 0;
    await value(engine.predictOutcomes('three', () => again++));
    expect(again).toBe(0);
  });

  it('can be cancelled, and asked for again', { timeout: 120_000 }, async () => {
    const { engine } = await built(shopLines([0, 320], [0, 243]));
    const reply = await engine.predict('p', () => engine.cancel('p'));
    expect(reply).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await value(engine.predict('again', quiet))).prediction).not.toBeNull();
  });

  it('are a reason where the file is too short, in the report too', { timeout: 120_000 }, async () => {
    const { engine } = await built(shopLines([0, 320], [0, 28]));
    const { none, prediction } = await value(engine.predict('p', quiet));
    expect(prediction).toBeNull();
    expect(none!.reason).toBe('too-short');
    expect((await reportOf(engine)).predictions).toEqual({ none, prediction: null });
  });
});
