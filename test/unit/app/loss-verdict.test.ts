import { describe, expect, it } from 'vitest';
import type { TrainingReport } from '../../../workers/protocol/model';
import { i18n } from '../../../src/i18n';
import { formatFor } from '../../../src/i18n/format';
import { againstBaseline, lossVerdict } from '../../../src/screens/training/loss-verdict';

const report = (change: Partial<TrainingReport>) =>
  ({ bestLoss: 0.4, baselineLoss: 0.5, validationUsers: 80, validationLoss: [0.4], bestEpoch: 1, ...change }) as TrainingReport;
const differing = (low: number | null, high: number | null) => ({ difference: { value: -0.1, low, high } });
const said = (
  change: Partial<TrainingReport>,
  kind: 'autoencoder' | 'variational' | 'fused' | 'gru' | 'idec' = 'autoencoder',
  language: 'en' | 'zh-CN' = 'en',
) => againstBaseline(report(change), kind, i18n.getFixedT(language), formatFor(language));

describe('what is said of an encoder beside its baseline', () => {
  it('goes by the interval alone, and not by which loss is the smaller', () => {
    expect(lossVerdict(report(differing(-0.2, -0.01)))).toBe('beats');
    expect(lossVerdict(report(differing(-0.2, 0.01)))).toBe('level');
    expect(lossVerdict(report({ difference: { value: 0, low: 0, high: 0 } }))).toBe('level');
    expect(lossVerdict(report(differing(0.01, 0.2)))).toBe('loses');
    expect(lossVerdict(report(differing(null, null)))).toBe('few-users');
    expect(lossVerdict(report({ ...differing(-0.2, -0.01), validationUsers: 0 }))).toBe('untested');
    expect(lossVerdict(report({}))).toBe('unknown');
  });

  it('names the baseline, both figures and the difference with its interval', () => {
    const { said: words, basis } = said(differing(-0.2, 0.01))!;
    expect(words).toMatch(/does not beat PCA with as many dimensions: the difference is within chance/);
    for (const figure of ['0.4', '0.5', '−0.1 (95%: −0.2 to 0.01)']) expect(words).toContain(figure);
    expect(basis).toContain('80 users');
    expect(said(differing(-0.2, -0.1), 'variational')!.said).toMatch(/beats probabilistic PCA.*price of the code/);
    expect(said(differing(-0.2, -0.1), 'variational')!.basis).toMatch(/drawn at random.*need not be quite that of the two losses\.$/);
    expect(basis).not.toContain('random');
    expect(said(differing(-0.2, 0.01), 'fused', 'zh-CN')!.said).toContain('没有优于同维度的 PCA：差异在偶然范围之内');
  });

  it('says that users were too few, or none, in place of a verdict', () => {
    expect(said({ ...differing(null, null), validationUsers: 4 })!.said).toMatch(/^Only 4 users .*too few to say.*difference −0\.1\.$/);
    expect(said({ validationUsers: 0 })!.said).toMatch(/cannot be said\. Loss \(/);
    expect(said({})!).toMatchObject({ basis: '', verdict: 'unknown' });
  });

  const JOINT = { joint: { k: 3, divergence: [0.1], changed: [0] } };

  it('rests on an epoch that was chosen on those users, unless it was trained together with segments', () => {
    expect(said(differing(-0.2, -0.1))!.basis).toMatch(/the epoch that was kept is the best on them.*Interval by bootstrap/);
    expect(said(differing(-0.2, -0.1), 'autoencoder', 'zh-CN')!.basis).toMatch(/最好的一轮.*自助抽样/);
    const basis = said({ ...differing(-0.2, -0.1), ...JOINT }, 'idec')!.basis;
    expect(basis).toMatch(/^On 80 users from whom neither learned\. Interval by bootstrap/);
    expect(basis).not.toContain('epoch');
    expect(said({ ...differing(-0.2, -0.1), ...JOINT }, 'idec', 'zh-CN')!.basis).toMatch(
      /^依据两者都没有学过的 80 位用户。区间由用户自助抽样/,
    );
  });

  it('tells of no interval where users are too few for one', () => {
    const few = (validationUsers: number) => ({ ...differing(null, null), validationUsers });
    expect(said(few(4))!.basis).toBe(
      'On 4 users from whom neither learned; the epoch that was kept is the best on them, which favours the encoder a little.',
    );
    expect(said(few(1))!.basis).toMatch(/^On 1 user from whom neither learned; .* the best on this user/);
    expect(said({ ...few(4), ...JOINT }, 'idec')!.basis).toBe('On 4 users from whom neither learned.');
    for (const users of [1, 4]) expect(said(few(users), 'autoencoder', 'zh-CN')!.basis).not.toContain('区间');
  });

  it('says that there is nothing to beat where the baseline restores all, unless the encoder falls behind by more than rounding', () => {
    const dust = { value: 2.5e-15, low: 1.6e-15, high: 3.6e-15 };
    expect(lossVerdict(report({ baselineLoss: 0, difference: dust }))).toBe('nothing');
    expect(lossVerdict(report({ baselineLoss: 4e-16, validationUsers: 0 }))).toBe('nothing');
    expect(lossVerdict(report({ baselineLoss: 0, ...differing(0.01, 0.02) }))).toBe('loses');
    const { said: words, basis } = said({ baselineLoss: 0, bestLoss: 2.5e-15, difference: dust })!;
    expect(words).toMatch(/^There is nothing for the encoder to beat: the code is as wide as the features.*PCA with as many dimensions/);
    expect(words).not.toContain('difference');
    expect(basis).toBe('');
    expect(said({ baselineLoss: 0 }, 'autoencoder', 'zh-CN')!.said).toContain('编码器没有什么可胜过的：编码与特征');
  });

  it('claims no more than that features were restored, and that by the encoder that was tested', () => {
    const worse = differing(0.01, 0.2);
    expect(said(worse)!.said).toMatch(
      /^The encoder does not beat PCA .*: it restores the features of users whom it did not learn from worse/,
    );
    expect(said(worse, 'variational')!.said).toMatch(/beat probabilistic PCA .*: the price of the code counted, it restores the features/);
    expect(said({ ...worse, ...JOINT }, 'idec')!.said).toMatch(/restores the features .* worse .*training together with segments may cost/);
    expect(said(worse, 'fused')!.said).toMatch(/^The autoencoder that joins the parts does not beat .*restores the parts of users/);
    expect(said(differing(null, null), 'fused')!.said).toMatch(/users were left to test the autoencoder that joins the parts on/);
    for (const kind of ['autoencoder', 'fused'] as const) {
      expect(said(worse, kind)!.said).not.toContain('embedding');
      expect(said(worse, kind, 'zh-CN')!.said).not.toContain('嵌入');
    }
    expect(said(worse, 'autoencoder', 'zh-CN')!.said).toContain('对于它没有学过的用户，它还原特征不如这种更简单的方法');
    expect(said(worse, 'fused', 'zh-CN')!.said).toMatch(/^合并各部分的自编码器没有优于.*还原各部分不如/);
  });

  it('is nothing where the baseline is a Markov chain', () => {
    expect(said({ baselineLoss: null }, 'gru')).toBeNull();
  });
});
