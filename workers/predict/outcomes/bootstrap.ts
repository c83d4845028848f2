import { percentileInterval, resamplesFor } from '../../math/bootstrap';
import type { Random } from '../../math/random';
import type { FigureDifference } from '../../protocol/outcomes';

/** Draws of a row that there is time for. */
const DRAWS = 10_000_000;

/** Predictions of a model, whose figures can be taken under any weights of the rows. */
export interface Ranked<Figure extends string> {
  figures(weight?: ArrayLike<number>): Readonly<Record<Figure, number>>;
}

export interface Compared<Id extends string, Figure extends string> {
  /** On all rows. */
  readonly whole: ReadonlyMap<Id, Readonly<Record<Figure, number>>>;
  /** By pair. */
  readonly differences: readonly Readonly<Record<Figure, FigureDifference>>[];
  readonly resamples: number;
}

/**
 * Figures of all models on the same rows, and the differences of pairs with their intervals: percentiles 2.5 and 97.5 of a bootstrap over rows in which all
 * models are taken on the same draw. Yields after each draw.
 *
 * @param pairs model and baseline
 * @param usable whether figures exist on a draw; those on which they do not are left out
 */
export function* compared<Id extends string, Figure extends string>(
  ranked: ReadonlyMap<Id, Ranked<Figure>>,
  names: readonly Figure[],
  pairs: readonly (readonly [Id, Id])[],
  rows: number,
  rng: Random,
  usable: (weight: Uint16Array) => boolean = () => true,
): Generator<unknown, Compared<Id, Figure>, void> {
  const of = (weight?: Uint16Array) => new Map([...ranked].map(([id, one]) => [id, one.figures(weight)]));
  const whole = of();
  const resamples = resamplesFor(rows, DRAWS);
  const drawn = pairs.map(() => names.map((): number[] => []));
  for (let b = 0; b < resamples; b++) {
    const weight = new Uint16Array(rows);
    for (let i = 0; i < rows; i++) weight[rng.int(rows)]!++;
    if (!usable(weight)) continue;
    const figures = of(weight);
    pairs.forEach(([model, baseline], pair) =>
      names.forEach((figure, f) => drawn[pair]![f]!.push(figures.get(model)![figure] - figures.get(baseline)![figure])),
    );
    yield;
  }
  const differences = pairs.map(([model, baseline], pair) => {
    const of = (figure: Figure, f: number): readonly [Figure, FigureDifference] => {
      const value = whole.get(model)![figure] - whole.get(baseline)![figure];
      return [figure, percentileInterval(value, Float64Array.from(drawn[pair]![f]!))];
    };
    return Object.fromEntries(names.map(of)) as Record<Figure, FigureDifference>;
  });
  return { whole, differences, resamples };
}
