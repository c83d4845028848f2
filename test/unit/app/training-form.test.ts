import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { placingForms, placingRecipe } from '../../../src/screens/segments/assignment/placing-training';
import { changedFields, readTraining, trainingFormOf, type TrainingForm } from '../../../src/screens/training/training-form';
import { forAnotherFile } from '../../../src/workbench/actions/settings';
import { defaultSettings } from '../../../src/workbench/store';
import { defaultEncoder, OPTIMIZERS } from '../../../workers/protocol/encoder-recipe';
import {
  AssignmentSchema,
  asEncoder,
  CLASS_WEIGHTS,
  defaultNetwork,
  networkOf,
  NetworkSchema,
  networkTraining,
  placingTraining,
  type NetworkRecipe,
} from '../../../workers/protocol/training-recipe';

const formOf = (network: NetworkRecipe) => trainingFormOf(networkTraining(network), network.classWeights, network.hidden);
const USUAL = formOf(defaultNetwork());

/** The network that the fields mean. */
const networkIn = (form: TrainingForm) => {
  const { read } = readTraining(form, USUAL);
  return read && networkOf(read.hidden, read.training, read.classWeights);
};

describe('the fields of training', () => {
  it('give back the network that they were made of, and nothing that stands at its default', () => {
    expect(networkIn(USUAL)).toStrictEqual(defaultNetwork());
    const network: NetworkRecipe = {
      ...defaultNetwork(),
      hidden: [16, 8, 4],
      optimizer: 'sgd',
      momentum: 0.5,
      warmup: 100,
      dropout: 0.25,
      classWeights: 'balanced',
    };
    expect(networkIn(formOf(network))).toStrictEqual(network);
    expect(networkIn({ ...USUAL, optimizer: 'sgd' })).toStrictEqual({ ...defaultNetwork(), optimizer: 'sgd' });
  });

  it('accept nothing that the schemas of the recipe refuse', () => {
    const text = fc.oneof(fc.integer({ min: -5, max: 200_000 }).map(String), fc.double().map(String), fc.string({ maxLength: 8 }));
    const mostly = (good: string) => fc.oneof({ weight: 9, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: text });
    const form = fc.record<TrainingForm>({
      optimizer: fc.constantFrom(...OPTIMIZERS),
      classWeights: fc.constantFrom(...CLASS_WEIGHTS),
      hidden: fc.oneof(
        text,
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 5 }).map((widths) => widths.join(', ')),
      ),
      momentum: mostly('0.9'),
      learningRate: mostly('0.01'),
      warmup: mostly('0'),
      batchSize: mostly('64'),
      weightDecay: mostly('0'),
      dropout: mostly('0.1'),
      epochs: mostly('20'),
      patience: mostly('5'),
    });
    fc.assert(
      fc.property(form, (fields) => {
        const { read, problems } = readTraining(fields, USUAL);
        if (!read) return Object.keys(problems).length > 0;
        const network = networkOf(read.hidden, read.training, read.classWeights);
        const assignment = placingRecipe(read, defaultEncoder('none'));
        return v.is(NetworkSchema, network) && v.is(AssignmentSchema, assignment);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [{ learningRate: '0' }, 'learningRate'],
    [{ learningRate: 'fast' }, 'learningRate'],
    [{ batchSize: '7' }, 'batchSize'],
    [{ epochs: '2.5' }, 'epochs'],
    [{ patience: '' }, 'patience'],
    [{ dropout: '0.9' }, 'dropout'],
    [{ weightDecay: '-1' }, 'weightDecay'],
    [{ warmup: '100001' }, 'warmup'],
    [{ hidden: '32, 257' }, 'hidden'],
    [{ optimizer: 'sgd', momentum: '1' }, 'momentum'],
  ] as const)('mark %j', (change, field) => {
    const { read, problems } = readTraining({ ...USUAL, ...change }, USUAL);
    expect(read).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
  });

  it('do not read what they do not show: a momentum that the optimizer lacks, layers of a network that has none of its own', () => {
    expect(networkIn({ ...USUAL, momentum: 'none' })).toStrictEqual(defaultNetwork());
    const { usual } = placingForms(defaultEncoder('none'));
    expect(readTraining({ ...usual, hidden: 'x' }, usual).read).toMatchObject({ hidden: [] });
  });

  it('have changed where they mean something else, not where it is written otherwise', () => {
    expect(changedFields(USUAL, USUAL)).toEqual([]);
    expect(changedFields({ ...USUAL, learningRate: '0.0020', hidden: '32，16', momentum: '0' }, USUAL)).toEqual([]);
    expect(changedFields({ ...USUAL, patience: '6', hidden: '32', optimizer: 'sgd', momentum: '0', dropout: '' }, USUAL)).toEqual([
      'hidden',
      'optimizer',
      'momentum',
      'dropout',
      'patience',
    ]);
  });
});

it('goes along to another file, the horizon does not', () => {
  const network = { ...defaultNetwork(), dropout: 0.2 };
  const settings = defaultSettings();
  expect(forAnotherFile({ ...settings, predict: { horizonDays: 14, network } }).predict).toEqual({ horizonDays: null, network });
  expect(forAnotherFile({ ...settings, predict: { horizonDays: 14 } })).not.toHaveProperty('predict');
});

it('ends no training on another file where one was stopped on this', () => {
  const encoder = { ...defaultEncoder('gru'), epochs: 9 };
  expect(forAnotherFile({ ...defaultSettings(), encoder: { ...encoder, stopped: { reading: 2 } } }).encoder).toEqual(encoder);
});

describe('the training of the network that places new users', () => {
  it('follows an encoder that reads events, and says nothing of what it follows', () => {
    const lstm = {
      ...defaultEncoder('lstm'),
      learningRate: 0.003,
      optimizer: { kind: 'sgd', momentum: 0.8, weightDecay: 0, warmup: 5 } as const,
    };
    expect(placingTraining(lstm)).toMatchObject({ optimizer: 'sgd', momentum: 0.8, warmup: 5, learningRate: 0.003 });
    for (const kind of ['none', 'autoencoder', 'fused'] as const)
      expect(placingTraining({ ...defaultEncoder(kind), learningRate: 0.5 })).toEqual(placingTraining(defaultEncoder('gru')));
    const { stands, usual } = placingForms(lstm);
    expect(placingRecipe(readTraining(stands, usual).read!, lstm)).toStrictEqual({ classWeights: 'none' });
    // The same figures are a choice where the encoder has others.
    expect(placingRecipe(readTraining(stands, usual).read!, defaultEncoder('gru')).training).toEqual(placingTraining(lstm));
  });

  it('is what the recipe says of it, and back at the defaults on one press', () => {
    const training = { ...placingTraining(defaultEncoder('gru')), epochs: 7 };
    const { stands, usual } = placingForms(defaultEncoder('none'), { classWeights: 'balanced', training });
    expect(changedFields(stands, usual)).toEqual(['classWeights', 'epochs']);
    expect(placingRecipe(readTraining(stands, usual).read!, defaultEncoder('none'))).toStrictEqual({ classWeights: 'balanced', training });
    expect(placingRecipe(readTraining(usual, usual).read!, defaultEncoder('none'))).toStrictEqual({ classWeights: 'none' });
    expect(asEncoder(training)).toMatchObject({ epochs: 7, optimizer: { kind: 'adam' } });
  });
});
