import { describe, expect, it } from 'vitest';
import { i18n } from '../../../src/i18n';
import { differenceWords } from '../../../src/screens/models/difference-words';
import { RECIPE_FIELDS, recipeDifferences } from '../../../src/screens/models/recipe-differences';
import { DEFAULT_OPTIMIZER, defaultEncoder } from '../../../workers/protocol/encoder-recipe';
import { BY_RULE, defaultRecipe, type Recipe } from '../../../workers/protocol/recipe';
import { defaultNetwork, placingTraining } from '../../../workers/protocol/training-recipe';
import { mapping } from '../workbench/workbench';

const base = defaultRecipe(mapping);
const reversed = (part: object) => Object.fromEntries(Object.entries(part).reverse());
const fields = (second: Recipe, first = base) => recipeDifferences(first, second).map(({ field }) => field);
const words = (second: Recipe, language: 'en' | 'zh-CN' = 'en') =>
  recipeDifferences(base, second).map((difference) => differenceWords(difference, language));

describe('recipeDifferences', () => {
  it('is empty for the same recipe, whatever is said and what stands at its default', () => {
    expect(fields(base)).toEqual([]);
    const said: Recipe = {
      ...base,
      encoder: { ...base.encoder, optimizer: DEFAULT_OPTIMIZER, corruption: 0, dropout: 0 },
      clustering: { ...base.clustering, density: { ...BY_RULE, epsilon: 3 } },
      predict: { horizonDays: null },
      joined: [],
    };
    expect(fields(said)).toEqual([]);
    const reordered = JSON.parse(JSON.stringify({ ...base, mapping: reversed(base.mapping) })) as Recipe;
    expect(fields(reordered)).toEqual([]);
  });

  it('names the fields that differ, and no more', () => {
    const { seed, clustering, features, encoder } = base;
    expect(fields({ ...base, seed: seed + 1, clustering: { ...clustering, k: 4 } })).toEqual(['k', 'seed']);
    expect(fields({ ...base, features: { ...features, exclude: ['recency_days'], from: 0 } })).toEqual(['period', 'exclude']);
    expect(fields({ ...base, encoder: { ...encoder, hidden: [64, 32], optimizer: { ...DEFAULT_OPTIMIZER, kind: 'adamw' } } })).toEqual([
      'hidden',
      'optimizer',
    ]);
    expect(fields({ ...base, encoder: { ...encoder, dropout: 0.3 } })).toEqual(['dropout']);
    expect(fields({ ...base, clustering: { ...clustering, method: 'hdbscan', k: 4 } })).toEqual(['method']);
    expect(
      fields({ ...base, mapping: { ...mapping, timeZone: 'Asia/Shanghai' }, cleaning: { ...base.cleaning, dropDuplicates: false } }),
    ).toEqual(['mapping', 'cleaning']);
  });

  it('says nothing of what only one of the two has', () => {
    expect(fields({ ...base, encoder: defaultEncoder('none') })).toEqual(['encoder']);
    const gru = { ...base, encoder: defaultEncoder('gru') };
    expect(fields(gru)).toEqual(['encoder', 'learningRate', 'batch', 'epochs', 'patience']);
    expect(fields(gru, gru)).toEqual([]);
    expect(fields({ ...base, encoder: defaultEncoder('lstm') }, gru)).toEqual(['encoder', 'layers']);
  });

  it('tells the forms of autoencoder apart by what only they have', () => {
    const idec = { ...base, encoder: defaultEncoder('idec') };
    const heavier = { ...idec, encoder: { ...idec.encoder, joint: { gamma: 0.5, interval: 140, change: 0.001, steps: 20_000 } } };
    expect(fields(heavier, idec)).toEqual(['gamma']);
    const stopped = { ...idec, encoder: { ...idec.encoder, stopped: { rounds: 3 } } };
    expect(recipeDifferences(idec, stopped)).toEqual([{ field: 'roundsStopped', first: null, second: 3 }]);
    expect(fields({ ...base, encoder: { ...base.encoder, stopped: { rounds: 3 } } })).toEqual([]);
    const gru = { ...base, encoder: defaultEncoder('gru') };
    expect(fields({ ...gru, encoder: { ...gru.encoder, stopped: { reading: 3 } } }, gru)).toEqual(['readingStopped']);
    const priced = { ...base, encoder: { ...defaultEncoder('variational'), variational: { beta: 4, warmup: 10 } } };
    expect(fields(priced, { ...base, encoder: defaultEncoder('variational') })).toEqual(['beta']);
    expect(fields({ ...base, encoder: { ...base.encoder, variational: { beta: 4, warmup: 10 } } })).toEqual([]);
    expect(fields({ ...base, assignment: { classWeights: 'balanced' } })).toEqual(['classWeights']);
  });

  it('tells how the networks beside the encoder are trained, where that was chosen', () => {
    const network = defaultNetwork();
    expect(fields({ ...base, predict: { horizonDays: null, network: { ...network, optimizer: 'adamw', dropout: 0 } } })).toEqual([]);
    expect(fields({ ...base, predict: { horizonDays: null, network: { ...network, dropout: 0.2 } } })).toEqual(['network']);
    const training = { ...placingTraining(base.encoder), epochs: 3 };
    const placed: Recipe = { ...base, assignment: { classWeights: 'none', training } };
    expect(fields(placed)).toEqual(['placing']);
    expect(words(placed)).toEqual(['Training of the network that places new users: not the same']);
    // Where it follows the encoder, the encoder tells.
    expect(fields({ ...base, encoder: { ...defaultEncoder('gru'), epochs: 9 } }, { ...base, encoder: defaultEncoder('gru') })).toEqual([
      'epochs',
    ]);
  });

  it('finds the same fields either way round', () => {
    const other = { ...base, seed: 9, encoder: defaultEncoder('fused') };
    expect(fields(base, other)).toEqual(fields(other, base));
  });
});

describe('differenceWords', () => {
  it('says what is instead of what, in the words of the settings', () => {
    const { clustering, encoder, features } = base;
    expect(words({ ...base, clustering: { ...clustering, k: 4, method: 'ward' } })).toEqual([
      'Method: Hierarchy (Ward) instead of k-means',
      'Number of segments: 4 instead of automatic',
    ]);
    expect(words({ ...base, encoder: { ...encoder, learningRate: 0.00025, hidden: [] } })).toEqual([
      'Hidden layers: none instead of 64',
      'Learning rate: 0.00025 instead of 0.0005',
    ]);
    expect(words({ ...base, features: { ...features, from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 6, 1) } })).toEqual([
      'Period: Jan 1, 2024 to Jun 30, 2024 instead of the whole file',
    ]);
    expect(words({ ...base, cleaning: { ...base.cleaning, dropDuplicates: false } })).toEqual(['How rows are cleaned: not the same']);
    expect(words({ ...base, seed: 3 }, 'zh-CN')).toEqual(['种子：3，而非 1']);
  });

  it('has a word for every field', () => {
    for (const language of ['en', 'zh-CN'] as const)
      for (const field of RECIPE_FIELDS) expect(i18n.getFixedT(language)(`models.fields.${field}`)).not.toMatch(/^models\./);
  });
});
