import { quantileOf } from '../math/statistics';
import { OUTCOMES, type MethodFigures, type Outcome, type Verdict } from '../protocol/comparison';

/** Figures of a method, told how many segments, with η² of each resample, by outcome. */
export interface Drawn {
  readonly figures: MethodFigures;
  readonly draws: Partial<Record<Outcome, Float64Array>>;
}

/**
 * Which rows, each named by `nameOf`, lie ahead in each outcome, in what their segments explain beyond what as many groups explain by chance: more segments are no advantage. The best is
 * compared with every other on the same resamples of users: it is better where 97.5 % of the differences are above zero. That the best was picked after looking makes the comparison a little too easy to win, not too hard.
 */
export function verdictsOf<Row>(rows: readonly Drawn[], nameOf: (figures: MethodFigures) => Row): Verdict<Row>[] {
  return OUTCOMES.flatMap((outcome) => {
    const judged = rows.flatMap(({ figures, draws }) => {
      const separation = figures.outcomes?.[outcome];
      return separation && draws[outcome] ? [{ row: nameOf(figures), separation, draws: draws[outcome] }] : [];
    });
    const [first] = judged;
    if (!first) return [];
    const beyond = ({ separation: { explained, shuffled } }: (typeof judged)[number]) => explained.value - shuffled;
    const top = judged.reduce((a, b) => (beyond(b) > beyond(a) ? b : a), first);
    const isBeaten = (other: (typeof judged)[number]) =>
      other !== top &&
      quantileOf(
        top.draws.map((draw, i) => draw - top.separation.shuffled - (other.draws[i]! - other.separation.shuffled)),
        0.025,
      ) > 0;
    return [
      {
        outcome,
        best: judged.filter((one) => !isBeaten(one)).map(({ row }) => row),
        worse: judged.filter(isBeaten).map(({ row }) => row),
        aboveChance: top.separation.explained.value > top.separation.shuffledHigh,
      },
    ];
  });
}
