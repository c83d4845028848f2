import { percentileInterval } from '../math/bootstrap';
import { accuracyOf, classFigures, confusionOf, macroF1 } from '../math/confusion';
import { random } from '../math/random';
import { mean, wilson } from '../math/statistics';
import { LEAST_OF_SEGMENT, type AssignmentBaseline, type AssignmentReading, type AverageAccuracy } from '../protocol/assignment';

/** Where users were placed by the same number of events. */
export interface Placed {
  readonly events: number | null;
  /** Those who have so many events, ascending. */
  readonly users: Uint32Array;
  /** By user: the segment that the user is of, and the one that the network says. */
  readonly actual: Uint8Array;
  readonly network: Uint8Array;
  readonly baselines: readonly { readonly id: AssignmentBaseline; readonly placed: Uint8Array }[];
}

/**
 * Figures of a placing, with the intervals of what is no share of users by a bootstrap over users (percentiles 2.5 and 97.5): all placings are taken on the
 * same draw. Ids of segments are their labels. Yields after each draw.
 */
export function* judgePlacing(
  { events, actual, network, baselines }: Placed,
  classes: number,
  resamples: number,
  seed: number,
): Generator<unknown, AssignmentReading, void> {
  const users = actual.length;
  const confusion = confusionOf(actual, network, classes);
  const accuracy = accuracyOf(confusion);
  const rng = random(seed, 'assign', 'bootstrap', events ?? 'all');
  const f1 = new Float64Array(resamples);
  const ahead = baselines.map(() => new Float64Array(resamples));
  const lead = baselines.map(({ placed }) => Int8Array.from(actual, (own, i) => Number(network[i] === own) - Number(placed[i] === own)));
  for (let draw = 0; draw < resamples; draw++) {
    const drawn = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    for (let i = 0; i < users; i++) {
      const user = rng.int(users);
      drawn[actual[user]!]![network[user]!]!++;
      for (let b = 0; b < lead.length; b++) ahead[b]![draw]! += lead[b]![user]! / users;
    }
    f1[draw] = macroF1(drawn);
    yield draw;
  }
  const [low, high] = wilson(Math.round(accuracy * users), users);
  return {
    events,
    users,
    accuracy: { value: accuracy, low, high },
    macroF1: percentileInterval(macroF1(confusion), f1),
    baselines: baselines.map(({ id, placed }, b) => {
      const own = confusionOf(actual, placed, classes);
      return {
        id,
        accuracy: accuracyOf(own),
        macroF1: macroF1(own),
        difference: percentileInterval(accuracy - accuracyOf(own), ahead[b]!),
      };
    }),
    confusion,
    segments: classFigures(confusion).map(({ support, predicted, precision, recall, f1: own }, id) => {
      const few = support < LEAST_OF_SEGMENT;
      return { id, support, placed: predicted, precision: few ? null : precision, recall: few ? null : recall, f1: few ? null : own };
    }),
  };
}

/**
 * One figure over several numbers of events, see {@link AverageAccuracy}; intervals by the bootstrap over users. Yields after each draw.
 *
 * @param users asked in all, each of whom is in one of the placings at least
 */
export function* judgeAverage(
  placings: readonly Placed[],
  users: number,
  resamples: number,
  seed: number,
): Generator<unknown, AverageAccuracy, void> {
  const rights = (of: (placing: Placed) => Uint8Array) => {
    const right = new Float64Array(users);
    const tested = new Float64Array(users);
    for (const placing of placings) {
      const placed = of(placing);
      placing.users.forEach((user, i) => {
        tested[user]!++;
        if (placed[i] === placing.actual[i]) right[user]!++;
      });
    }
    return right.map((count, user) => count / tested[user]!);
  };
  const network = rights((placing) => placing.network);
  const baselines = placings[0]!.baselines.map(({ id }, b) => ({ id, right: rights((placing) => placing.baselines[b]!.placed) }));
  const leads = [network, ...baselines.map(({ right }) => network.map((share, user) => share - right[user]!))];
  const drawn = leads.map(() => new Float64Array(resamples));
  const rng = random(seed, 'assign', 'bootstrap', 'average');
  for (let draw = 0; draw < resamples; draw++) {
    for (let i = 0; i < users; i++) {
      const user = rng.int(users);
      for (let lead = 0; lead < leads.length; lead++) drawn[lead]![draw]! += leads[lead]![user]! / users;
    }
    yield draw;
  }
  const [accuracy, ...differences] = leads.map((lead, i) => percentileInterval(mean(lead), drawn[i]!));
  return {
    accuracy: accuracy!,
    baselines: baselines.map(({ id, right }, b) => ({ id, accuracy: mean(right), difference: differences[b]! })),
  };
}
