import { RELIABLE_ACCURACY, type AssignmentReading } from '../protocol/assignment';

/** The number of events from which on placing is reliable, by the rule of {@link RELIABLE_ACCURACY}; null where it is not by the largest number tested. */
export function reliableFrom(readings: readonly AssignmentReading[]): number | null {
  let from: number | null = null;
  for (const reading of [...readings].reverse()) {
    if (reading.events === null) continue;
    if (!isReliable(reading)) break;
    from = reading.events;
  }
  return from;
}

function isReliable({ accuracy, baselines }: AssignmentReading): boolean {
  const majority = baselines.find(({ id }) => id === 'majority')!;
  return accuracy.low >= RELIABLE_ACCURACY && majority.difference.low > 0;
}
