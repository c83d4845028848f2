import { refreshFeatures, type Refreshed } from '../features';
import { breather } from '../math/breathe';
import { throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { QualityReport } from '../protocol/ingest';
import type { Stage } from '../protocol/progress';
import { writtenColumns, type SuspectUser } from '../protocol/cleaning';
import type { CleaningRecipe, FeaturesRecipe } from '../protocol/recipe';
import type { AppendSummary } from '../protocol/update';
import { mergeEvents, type MergedEvents } from './merge';
import { mergeQuality, type ReadEvents } from './quality';

export interface AppendedEvents {
  readonly merged: MergedEvents;
  /** Of both files as one. */
  readonly quality: QualityReport;
  /** All users who are flagged in either, those with the most rows first. */
  readonly suspects: readonly SuspectUser[];
  readonly summary: AppendSummary;
}

/**
 * Adds the events of a newer file to those held.
 *
 * @param cleaning what both were read under; null: nothing was written into their cells
 * @throws AppError `cancelled`
 */
export async function* append(
  held: ReadEvents,
  added: ReadEvents,
  signal?: AbortSignal,
  cleaning: CleaningRecipe | null = null,
): Stage<AppendedEvents> {
  throwIfAborted(signal);
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  yield { stage: 'read', done: 0, total: 1 };
  const merged = await mergeEvents(held.events, added.events, pause, cleaning ? writtenColumns(cleaning) : undefined);
  await pause();
  const { quality, suspects } = mergeQuality(held, added, merged);
  yield { stage: 'read', done: 1, total: 1 };
  return { merged, quality, suspects, summary: summaryOf(added.quality, merged) };
}

/** `quality.kept` counts what was new, so that the sum in the type's comment holds. */
function summaryOf(quality: QualityReport, merged: MergedEvents): AppendSummary {
  const { overlap, newEvents, newUsers, changedUsers, describedUsers, lateEvents } = merged;
  const counts = { overlap, newEvents, newUsers, changedUsers, describedUsers, lateEvents };
  return { fileName: quality.fileName, quality: { ...quality, kept: newEvents }, ...counts };
}

export interface RefreshedUsers extends Refreshed {
  /** Those of both files. */
  readonly events: EventTable;
  /** Rows of the matrix whose users have new events, or of whom more is known. */
  readonly changed: Uint32Array;
  /**
   * Rows of the matrix before of the users with events in as long a time before its end as has passed since: those who would be `changed` had that
   * time been appended. All rows where no time has passed, since only late events came.
   */
  readonly control: Uint32Array;
}

/** The users' features over the merged table ({@link refreshFeatures}), and whose they are that may have changed. */
export async function* refresh(
  previous: FeatureMatrix,
  held: EventTable,
  { events, touched }: MergedEvents,
  recipe: FeaturesRecipe,
  signal?: AbortSignal,
): Stage<RefreshedUsers> {
  const refreshed = yield* refreshFeatures(previous, held, events, touched, recipe, signal);
  const isTouched = new Uint8Array(events.users);
  for (const user of touched) isTouched[user] = 1;
  const changed = Uint32Array.from({ length: refreshed.matrix.users }, (_, row) => row).filter(
    (row) => isTouched[refreshed.matrix.userIndex[row]!] === 1,
  );
  return { ...refreshed, events, changed, control: lateUsers(previous, held, previous.end - (refreshed.matrix.end - previous.end)) };
}

/** Rows whose users have an event in the matrix's window from `since` on; all if none or if that is its end. */
function lateUsers({ users, userIndex, to, end }: FeatureMatrix, { time, userOffsets }: EventTable, since: number): Uint32Array {
  const all = Uint32Array.from({ length: users }, (_, row) => row);
  if (since >= end) return all;
  return all.filter((row) => {
    let last = userOffsets[userIndex[row]! + 1]! - 1;
    while (time[last]! >= to) last--;
    return time[last]! >= since;
  });
}
