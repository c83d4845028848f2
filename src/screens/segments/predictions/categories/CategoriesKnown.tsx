import { useTranslation } from 'react-i18next';
import type { CategoriesPrediction, ChoiceExpectation } from '../../../../../workers/protocol/categories';
import { clip, useFormat } from '../../../../i18n/format';
import { Card, Section } from '../../../../ui/Section';
import { Term } from '../../../../ui/Term';
import type { Run } from '../../../../workbench/store';
import { Gap } from '../../../../ui/Gap';
import type { NamedSegment } from '../../named-segments';
import { judgementOfAccuracy, judgementOfFirstGuess } from '../judgement';
import { SegmentRows } from '../SegmentRows';
import styles from '../predictions.module.css';
import { CategoryFigures } from './CategoryFigures';
import { CategoryLift } from './CategoryLift';

interface Props {
  readonly run: Run;
  readonly prediction: CategoriesPrediction;
  readonly segments: readonly NamedSegment[];
}

/** What each segment will choose next, after the sentence on whether the model guesses better than habit and popularity. */
export function CategoriesKnown({ run, prediction, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { of, from, differences, guessers, baseline, horizonDays, all, choices, calibration } = prediction;
  const byFirst = judgementOfFirstGuess(prediction);
  const { judgement, one, other } = judgementOfAccuracy(differences);
  const tested = { days: format.number(horizonDays), baseline: t(`categories.guessers.${baseline}`) };
  const figures = (id: string) => guessers.find((guesser) => guesser.id === id)!;
  const part = (figure: 'accuracy1' | 'accuracy3') => {
    const points = (value: number) => format.fixed(100 * value, 1);
    const { value, low, high } = differences[figure];
    return {
      model: format.percent(figures('model')[figure]),
      baseline: format.percent(figures(baseline)[figure]),
      by: points(value),
      low: points(low),
      high: points(high),
    };
  };
  const [first] = all.likely;
  const what = t(`categories.of.${of}`);
  const likely = t('categories.table.likely', { what });
  const users = t('categories.table.users');
  const note = t('categories.table.likelyNote', { choices: format.number(choices) });
  const cells = ({ users: n, likely: some }: ChoiceExpectation) => (
    <>
      <td data-label={users}>{format.number(n)}</td>
      <td data-label={likely}>
        {format.list(
          some.map(({ name, probability }) =>
            t('categories.table.choice', { name: clip(name, 40), share: format.percent(probability, 0) }),
          ),
        )}
      </td>
    </>
  );
  return (
    <Section
      title={
        first
          ? t(`categories.headline.${of}`, { name: clip(first.name, 60), share: format.percent(first.probability, 0) })
          : t('categories.title')
      }
    >
      <Card>
        <div className={styles.section} data-categories={of}>
          <p className={styles.verdict} data-judgement={byFirst ?? judgement}>
            <strong>
              {byFirst
                ? t(`categories.verdict.first.${byFirst}`, tested)
                : t(`categories.verdict.${judgement}`, {
                    ...tested,
                    one: t(`categories.verdict.names.${one}`),
                    other: t(`categories.verdict.names.${other}`),
                  })}
            </strong>
            <Gap />
            {t('categories.verdict.accuracy1', part('accuracy1'))}
            <Gap />
            {byFirst ? t('categories.verdict.fewChoices') : t('categories.verdict.accuracy3', part('accuracy3'))}
          </p>
          <table className={styles.table} aria-label={t('categories.table.label')}>
            <thead>
              <tr>
                <th scope="col">{t('predictions.table.segment')}</th>
                <th scope="col">
                  <Term note={t(`categories.table.usersNote.${from}`)}>{users}</Term>
                </th>
                <th scope="col">
                  <Term note={calibration ? `${note} ${t('categories.table.calibrated')}` : note}>{likely}</Term>
                </th>
              </tr>
            </thead>
            <SegmentRows segments={segments} expected={prediction.segments} all={all} cells={cells} />
          </table>
          <CategoryLift run={run} prediction={prediction} />
          <CategoryFigures prediction={prediction} />
        </div>
      </Card>
    </Section>
  );
}
