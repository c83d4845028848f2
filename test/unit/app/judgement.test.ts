import { describe, expect, it } from 'vitest';
import { i18n } from '../../../src/i18n';
import { nextStepVerdicts, surpriseVerdicts } from '../../../src/screens/segments/next-step-verdicts';
import {
  judgementOf,
  judgementOfAccuracy,
  judgementOfFirstGuess,
  judgementOfLead,
  judgementOfProbabilities,
  judgementOfValue,
  type Judgement,
} from '../../../src/screens/segments/predictions/judgement';

const sides = { lower: [-2, -1], unclear: [-1, 1], higher: [1, 2] } as const;
type Side = keyof typeof sides;
const of = (side: Side) => ({ value: 0, model: 1, baseline: 1, low: sides[side][0], high: sides[side][1] });

/** By the sides of two figures of which lower is better: the judgement, and the figures that its sentence names, in order. */
const CASES: readonly (readonly [Side, Side, Judgement, 'first' | 'second' | null])[] = [
  ['lower', 'lower', 'beats', null],
  ['lower', 'unclear', 'partly', 'first'],
  ['unclear', 'lower', 'partly', 'second'],
  ['lower', 'higher', 'mixed', 'first'],
  ['higher', 'lower', 'mixed', 'second'],
  ['unclear', 'unclear', 'level', null],
  ['higher', 'unclear', 'slips', 'first'],
  ['unclear', 'higher', 'slips', 'second'],
  ['higher', 'higher', 'loses', null],
];

it('of three choices or fewer the first guess alone is judged, in sentences of one figure', () => {
  const nothing = { value: 0, low: 0, high: 0 };
  const differing = (side: Side) => ({ accuracy1: of(side), accuracy3: nothing });
  expect(judgementOfFirstGuess({ choices: 3, differences: differing('higher') })).toBe('beats');
  expect(judgementOfFirstGuess({ choices: 2, differences: differing('unclear') })).toBe('level');
  expect(judgementOfFirstGuess({ choices: 3, differences: differing('lower') })).toBe('loses');
  expect(judgementOfFirstGuess({ choices: 4, differences: differing('higher') })).toBeNull();
  for (const [language, not, three] of [
    ['en', 'does not beat', 'three'],
    ['zh-CN', '没有优于', '三次'],
  ] as const) {
    const t = i18n.getFixedT(language) as unknown as (key: string, params: object) => string;
    const said = ['beats', 'level', 'loses'].map((judgement) => t(`categories.verdict.first.${judgement}`, { days: '7', baseline: 'B' }));
    expect(said.map((sentence) => sentence.includes(not))).toEqual([false, true, true]);
    for (const sentence of said) expect(sentence).not.toContain(three);
  }
});

describe('what is said of the next step', () => {
  const row = (field: 'type' | 'gap' | 'topic', low: number | null, high: number | null) =>
    ({ field, users: 9, steps: 50, accuracy: 0.5, loss: 1, markovAccuracy: 0.4, markovLoss: 1, low, high }) as const;
  const rows = [row('type', 0.1, 0.2), row('gap', -0.1, 0.2), row('topic', -0.2, -0.1)];

  it('is what the network is ahead, level or behind in, of users that it did not learn from, and enough of them', () => {
    expect(nextStepVerdicts(rows, true)).toEqual({ none: null, beats: ['type'], level: ['gap'], loses: ['topic'] });
    expect(nextStepVerdicts(rows, false)).toEqual({ none: 'untested' });
    expect(nextStepVerdicts([row('type', null, null)], true)).toEqual({ none: 'few-users' });
  });

  it('is what it is surprised less, as much or more by, where that was tested', () => {
    const surprised = rows.map((row) => ({ ...row, lossLow: row.low, lossHigh: row.high }));
    expect(surpriseVerdicts(surprised, true)).toEqual({ beats: ['topic'], level: ['gap'], loses: ['type'] });
    expect(surpriseVerdicts(surprised, false)).toBeNull();
    expect(surpriseVerdicts(rows, true)).toBeNull();
    expect(surpriseVerdicts([{ ...rows[0]!, lossLow: null, lossHigh: null }], true)).toBeNull();
  });

  it('names network and chain in each sentence, which stands by itself', () => {
    for (const [language, network, chain] of [
      ['en', /network/, /Markov chain, which knows the last event alone/],
      ['zh-CN', /网络/, /只知道上一个事件的马尔可夫链/],
    ] as const) {
      const t = i18n.getFixedT(language) as unknown as (key: string, params: object) => string;
      const surprise = ['surprise.better', 'surprise.level', 'surprise.worse'];
      for (const key of ['better', 'level', 'worse', 'untested', 'few-users', ...surprise]) {
        const sentence = t(`segments.nextStep.${key}`, { fields: 'FIELDS', count: 4 });
        expect(sentence).toMatch(network);
        expect(sentence).toMatch(chain);
        if (['better', 'level', 'worse', ...surprise].includes(key)) expect(sentence).toContain('FIELDS');
        if (key === 'few-users') expect(sentence).toContain('4');
      }
    }
  });
});

describe('a judgement on two figures', () => {
  it('says on which of them a model is ahead or behind, and beats its baseline on both alone', () => {
    for (const [rmse, mae, judgement, named] of CASES) {
      const said = judgementOf({ rmse: of(rmse), mae: of(mae) });
      expect(said.judgement).toBe(judgement);
      if (named) expect([said.one, said.other]).toEqual(named === 'first' ? ['rmse', 'mae'] : ['mae', 'rmse']);
    }
  });

  it('knows of each figure whether lower or higher is better', () => {
    expect(judgementOfProbabilities({ logLoss: of('lower'), auc: of('higher') } as never).judgement).toBe('beats');
    expect(judgementOfProbabilities({ logLoss: of('unclear'), auc: of('higher') } as never)).toEqual({
      judgement: 'partly',
      one: 'auc',
      other: 'logLoss',
    });
    expect(judgementOfValue({ rmse: of('higher'), rank: of('higher') } as never)).toEqual({
      judgement: 'mixed',
      one: 'rank',
      other: 'rmse',
    });
    expect(judgementOfAccuracy({ accuracy1: of('unclear'), accuracy3: of('lower') })).toEqual({
      judgement: 'slips',
      one: 'accuracy3',
      other: 'accuracy1',
    });
  });

  it('has a sentence of its own in both languages, which names the figures where they differ', () => {
    for (const language of ['en', 'zh-CN']) {
      const t = i18n.getFixedT(language) as unknown as (key: string, params: object) => string;
      for (const base of ['predictions.verdict', 'outcomes.verdict', 'outcomes.value.verdict', 'categories.verdict']) {
        const said = (['beats', 'partly', 'mixed', 'level', 'slips', 'loses'] as const).map((judgement) =>
          t(`${base}.${judgement}`, { one: 'ONE', other: 'OTHER', what: 'W', days: '7', model: 'M', baseline: 'B' }),
        );
        expect(new Set(said).size).toBe(6);
        const [, partly, mixed, , slips] = said;
        for (const sentence of [partly, mixed, slips]) expect(sentence).toMatch(/ONE[^]*OTHER/);
        // Who has not beaten the baseline on any figure is said not to.
        const not = language === 'en' ? 'does not beat' : '没有优于';
        expect(said.map((sentence) => sentence.includes(not))).toEqual([false, false, false, true, true, true]);
      }
    }
  });
});

it('a model that is right more often is ahead only where the whole interval is above zero', () => {
  expect(judgementOfLead({ low: 0.01, high: 0.2 })).toBe('beats');
  expect(judgementOfLead({ low: 0, high: 0.2 })).toBe('level');
  expect(judgementOfLead({ low: -0.1, high: 0.2 })).toBe('level');
  expect(judgementOfLead({ low: -0.2, high: -0.1 })).toBe('loses');
});
