import type { Categories, ChoiceExpectation, LikelyChoice } from '../../protocol/categories';
import { topOf } from './guess';
import type { ChoiceForecastResult, ChoiceForecasts } from './index';

/** A user's most likely next choices, at most three; none for a user without a choice. */
export function likelyFor({ names, probabilities }: ChoiceForecasts, user: number): LikelyChoice[] {
  const p = probabilities.subarray(user * names.length, (user + 1) * names.length);
  return Number.isNaN(p[0]!) ? [] : likely(p, names);
}

const likely = (p: ArrayLike<number>, names: readonly string[]): LikelyChoice[] =>
  topOf(p).map((place) => ({ name: names[place]!, probability: p[place]! }));

/**
 * What the users of each segment, and all users in segments, will probably choose next.
 *
 * @param userIndex the user of each row that has a label
 * @param labels segment of each row, −1 for none
 * @param numbers the segment's number, by label
 */
export function categoriesBySegment(
  { none, forecasts }: ChoiceForecastResult,
  userIndex: Uint32Array,
  labels: Int32Array,
  numbers: readonly number[],
): Categories {
  if (!forecasts) return { none, prediction: null };
  const { names, probabilities, tested } = forecasts;
  const choices = names.length;
  const sums = numbers.map(() => new Float64Array(choices));
  const users = numbers.map(() => 0);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    const at = userIndex[row]! * choices;
    if (label < 0 || Number.isNaN(probabilities[at]!)) continue;
    users[label]!++;
    for (let j = 0; j < choices; j++) sums[label]![j]! += probabilities[at + j]!;
  }
  const expected = (sum: Float64Array, n: number): ChoiceExpectation => ({
    users: n,
    likely:
      n > 0
        ? likely(
            sum.map((one) => one / n),
            names,
          )
        : [],
  });
  const total = Float64Array.from({ length: choices }, (_, j) => sums.reduce((sum, one) => sum + one[j]!, 0));
  return {
    none: null,
    prediction: {
      ...tested,
      all: expected(
        total,
        users.reduce((sum, n) => sum + n, 0),
      ),
      segments: numbers.map((id, label) => ({ id, ...expected(sums[label]!, users[label]!) })),
    },
  };
}
