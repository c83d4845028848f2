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
export async function examined(
  { taught, asked, counts, weights, placed }: Exam,
  events: number | null,
  signal?: AbortSignal,
): Promise<Placed> {
  const users = usersWith(asked.sequences, events ?? 1);
  const teachers = usersWith(taught.sequences, events ?? 1);
  const labels = Uint8Array.from(teachers, (user) => taught.labels[user]!);
  const rows = counts.rows(taught.sequences, teachers, events);
  const byCounts = await runToEnd(placeByCounts(rows, labels, weights, counts.rows(asked.sequences, users, events)), signal);
  const frequent = countsOf(labels, weights.length).reduce((best, n, label, all) => (n > all[best]! ? label : best), 0);
  return {
    events,
    users,
    actual: Uint8Array.from(users, (user) => asked.labels[user]!),
    network: Uint8Array.from(users, (user) => (events === null ? placed[user]!.at(-1)! : placed[user]![events - 1]!)),
    baselines: [
      { id: 'majority', placed: new Uint8Array(users.length).fill(frequent) },
      { id: 'counts', placed: byCounts },
    ],
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
