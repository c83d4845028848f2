import { RELIABLE_ACCURACY, type AssignmentReading } from '../protocol/assignment';

/** The number of events from which on placing is reliable, by the rule of {@link RELIABLE_ACCURACY}; null where it is not by the largest number tested. */
export function reliableFrom(readings: readonly AssignmentReading[]): number | null {
  let from: number | null = null;
  for (const { events, accuracy, baselines } of [...readings].reverse()) {
    if (events === null) continue;
    if (accuracy.low < RELIABLE_ACCURACY) break;
    if (baselines.find(({ id }) => id === 'majority')!.difference.low > 0) from = events;
  }
  return from;
}
