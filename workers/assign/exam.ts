import type { ClassReader } from '../encode/sequence/class-reader';
import type { Sequences } from '../encode/sequence/tokens';
import { breather } from '../math/breathe';
import { runToEnd } from '../predict/run-to-end';
import { throwIfAborted } from '../protocol/errors';
import { countsOf } from './class-weights';
import { placeByCounts, type Counts } from './counts';
import type { Placed } from './judge';

/** Users whose segments are known. */
export interface Known {
  readonly sequences: Sequences;
  readonly labels: ArrayLike<number>;
}

export interface Exam {
  readonly taught: Known;
  readonly asked: Known;
  readonly counts: Counts;
  readonly weights: Float32Array;
  /** By asked user: the network's class after each step. */
  readonly placed: readonly Uint8Array[];
}

/** Where the users with so many events are placed by these, by the network and by the baselines, which learn from those who have as many. */
export async function examined({ taught, asked, counts, weights, placed }: Exam, events: number, signal?: AbortSignal): Promise<Placed> {
  const users = usersWith(asked.sequences, events);
  const teachers = usersWith(taught.sequences, events);
  const labels = Uint8Array.from(teachers, (user) => taught.labels[user]!);
  const rows = counts.rows(taught.sequences, teachers, events);
  const byCounts = await runToEnd(placeByCounts(rows, labels, weights, counts.rows(asked.sequences, users, events)), signal);
  const frequent = countsOf(labels, weights.length).reduce((best, n, label, all) => (n > all[best]! ? label : best), 0);
  return {
    events,
    users,
    actual: Uint8Array.from(users, (user) => asked.labels[user]!),
    network: Uint8Array.from(users, (user) => placed[user]![events - 1]!),
    baselines: [
      { id: 'majority', placed: new Uint8Array(users.length).fill(frequent) },
      { id: 'counts', placed: byCounts },
    ],
  };
}

/**
 * Everybody as last placed, by the largest of some rising numbers of events that the user has. Nothing is made of a user having no more, which is not
 * known of a new one.
 */
export function lastPlaced(placings: readonly Placed[]): Placed {
  const first = placings[0]!;
  const at = new Map(Array.from(first.users, (user, i) => [user, i]));
  const latest = (of: (placing: Placed) => Uint8Array) => {
    const placed = of(first).slice();
    for (const placing of placings) placing.users.forEach((user, i) => (placed[at.get(user)!] = of(placing)[i]!));
    return placed;
  };
  return {
    ...first,
    events: null,
    network: latest(({ network }) => network),
    baselines: first.baselines.map(({ id }, b) => ({ id, placed: latest(({ baselines }) => baselines[b]!.placed) })),
  };
}

/** The class of each user after each step. @throws AppError `cancelled` */
export async function placings(reader: ClassReader, sequences: Sequences, signal?: AbortSignal): Promise<Uint8Array[]> {
  const breathe = breather();
  const placed: Uint8Array[] = [];
  for (let user = 0; user < sequences.users; user++) {
    placed.push(reader.classes(sequences, user));
    await breathe();
    throwIfAborted(signal);
  }
  return placed;
}

/** Users with so many steps or more. */
export function usersWith({ users, offsets }: Sequences, steps: number): Uint32Array {
  return Uint32Array.from({ length: users }, (_, user) => user).filter((user) => offsets[user + 1]! - offsets[user]! >= steps);
}
