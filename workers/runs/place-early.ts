import { DAY_MS } from '../features/feature-set';
import { windowRows } from '../features/window-rows';
import { ClassReader } from '../encode/sequence/class-reader';
import { rowsAt } from '../encode/sequence/fitting';
import { tokenize } from '../encode/sequence/tokens';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import { NEW_SHARE, type NoNetwork, type PlacedEarly } from '../protocol/placing';
import type { FeaturesRecipe } from '../protocol/recipe';
import { findingsOf } from './findings';
import { lacksOfWords } from './lacks';
import type { KeptRun } from './record';

/** Users whom the network of a run placed, in the order of their rows. */
export interface Early {
  readonly told: PlacedEarly;
  /** Rows of the matrix. */
  readonly rows: Uint32Array;
  /** Label of the segment of each, and its probability. */
  readonly labels: Uint8Array;
  readonly probabilities: Float32Array;
}

/**
 * New users with few events where the network that was taught to place such puts them: users who are not in the run, were first seen in the last quarter of the run's window
 * ({@link NEW_SHARE}) before the end of this one, and have as many events as those with which the network was ahead of the segments themselves in its test. What a centre says of
 * so short a time is what it says of users who have done little.
 *
 * @param matrix of the table, whose users are those of its window
 * @param pause awaited now and then
 */
export async function placeEarly(
  run: KeptRun,
  events: EventTable,
  matrix: Pick<FeatureMatrix, 'userIndex' | 'from' | 'to'>,
  recipe: FeaturesRecipe,
  pause: () => Promise<void>,
): Promise<Early> {
  const { body } = run;
  const { network, assignment } = findingsOf(run);
  if (!network) return nobody('unlearned');
  const { ahead } = assignment!.assignment!;
  if (ahead === undefined) return nobody('unmeasured');
  if (ahead === null) return nobody('behind');
  const { from, to } = ahead;
  const rule = { days: NEW_SHARE * body.windowDays, from, to };
  if (events.timeless) return nobody('timeless', rule);
  if (lacksOfWords(events, recipe, network.vocabulary).length > 0) return nobody('lacks', rule);

  const window = windowRows(events, matrix.from, matrix.to);
  const known = new Set(Array.from(body.userIndex, (user) => run.users.ids[user]!));
  const since = matrix.to - rule.days * DAY_MS;
  const arrived = Uint32Array.from(matrix.userIndex.keys()).filter((row) => {
    const user = matrix.userIndex[row]!;
    return (
      events.time[events.userOffsets[user]!]! >= since && window.hi[row]! - window.lo[row]! >= from && !known.has(events.userIds[user]!)
    );
  });
  await pause();
  // One step more tells who has more.
  const sequences = tokenize(events, rowsAt(window, arrived), network.vocabulary, to + 1);
  const few = Uint32Array.from(arrived.keys()).filter((i) => {
    const steps = sequences.offsets[i + 1]! - sequences.offsets[i]!;
    return steps >= from && steps <= to;
  });
  if (few.length === 0) return nobody('nobody', rule);
  const reader = new ClassReader(network.shape, network.parameters);
  const labels = new Uint8Array(few.length);
  const probabilities = new Float32Array(few.length);
  for (let at = 0; at < few.length; at++) {
    const p = reader.probabilities(sequences, few[at]!, network.temperature);
    labels[at] = p.indexOf(p.reduce((most, one) => Math.max(most, one)));
    probabilities[at] = p[labels[at]!]!;
    await pause();
  }
  const probability = probabilities.reduce((sum, one) => sum + one, 0) / few.length;
  return {
    told: { none: null, rule, users: few.length, probability },
    rows: few.map((i) => arrived[i]!),
    labels,
    probabilities,
  };
}

function nobody(none: NoNetwork, rule: PlacedEarly['rule'] = null): Early {
  const told = { none, rule, users: 0, probability: null };
  return { told, rows: new Uint32Array(), labels: new Uint8Array(), probabilities: new Float32Array() };
}
