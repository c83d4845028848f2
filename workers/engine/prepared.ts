import { applyProjection } from '../project';
import { ingestFile, type OpenLayout } from '../ingest';
import { portray } from '../portray';
import { AppError } from '../protocol/errors';
import type { Embedding, Projection, Segmentation } from '../protocol/model';
import type { SegmentPortrait } from '../protocol/portraits';
import { drive, type Progress } from '../protocol/progress';
import type { MappingRecipe, TrackRecipe } from '../protocol/recipe';
import type { AppendSummary, UpdateFigures } from '../protocol/update';
import { track, type Tracked } from '../track';
import { append, assignUpdate, placeUsers, refresh, updateFigures, type PlacedUsers, type RefreshedUsers, type Updated } from '../update';
import type { Opened, RunDevices, RunState } from './run';

type Listener = (progress: Progress) => void;

/** The workers that read ranges have ended by the time of an update, and starting them takes as long as this much takes to read in one piece. */
const SMALLEST_CUT_UPDATE = 32 << 20;

/** A newer file, read and joined to what was held, and the users where the model and the centres there were put them. */
export interface Prepared {
  readonly base: RunState;
  readonly opened: Opened;
  readonly summary: AppendSummary;
  readonly refreshed: RefreshedUsers;
  /** null where fewer than two segments would have users. */
  readonly assigned: Assigned | null;
  readonly figures: UpdateFigures;
  readonly seconds: { readonly read: number; readonly features: number; readonly cluster: number };
}

export interface Assigned extends Followed {
  readonly updated: Updated;
  /** The windows that `tracked` was computed for. */
  readonly track: TrackRecipe;
}

/** What follows from a segmentation of the merged events. */
export interface Followed {
  readonly projection: Projection;
  readonly portraits: readonly SegmentPortrait[];
  readonly tracked: Tracked;
  readonly seconds: { readonly portray: number; readonly track: number };
}

/** The part of an update that no strength changes, with the assignment, which the rule for the strength looks at. */
export async function prepare(
  base: RunState,
  file: File,
  mapping: MappingRecipe,
  devices: RunDevices,
  open: OpenLayout,
  onProgress: Listener,
  signal: AbortSignal,
): Promise<Prepared> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const { opened, recipe } = base;
  // The purchase that a refund gives back may lie in an earlier file: unnetted it is a line of its own, and the sum is right.
  const cleaning = { ...opened.cleaning, netRefunds: false };
  const how = { ranges: { reader: devices.tables, sorter: devices.tables, smallestFile: SMALLEST_CUT_UPDATE }, open };
  // A table that was joined says of all users what columns of the file itself would say.
  const read = opened.joined?.some((table) => table.mapping.kind !== 'items') ? { ...mapping, attributes: [] } : mapping;
  const { ingested: added } = await drive(ingestFile(file, read, cleaning, [], signal, how), onProgress).finally(() =>
    devices.tables.end(),
  );
  const { merged, quality, suspects, summary } = await drive(append(opened.ingested, added, signal, opened.cleaning), onProgress);
  const now: Opened = {
    ...opened,
    ingested: { events: merged.events, quality, rejected: opened.ingested.rejected, suspects },
    seconds: seconds(),
    appended: [...opened.appended, { file, mapping, rejected: added.rejected }],
  };
  const refreshed = await drive(refresh(base.matrix, opened.ingested.events, merged, recipe.features, signal), onProgress);
  const features = seconds() - now.seconds;
  onProgress({ stage: 'cluster', done: 0, total: 1 });
  const placed = await drive(placeUsers(base, refreshed, signal)).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'users-fewer-than-k') return null;
    throw error;
  });
  const assigned = placed && (await assign(base, now, placed, devices, onProgress, signal));
  const figures = await drive(updateFigures(base, refreshed, assigned?.updated.clusterings ?? null, recipe.seed, signal));
  const followed = assigned ? assigned.seconds.portray + assigned.seconds.track : 0;
  const cluster = seconds() - now.seconds - features - followed;
  return { base, opened: now, summary, refreshed, assigned, figures, seconds: { read: now.seconds, features, cluster } };
}

/** The pool judges the segments while this thread follows them: nearly always the assignment is what is proposed, and else it is a press away. */
async function assign(
  base: RunState,
  opened: Opened,
  placed: PlacedUsers,
  devices: RunDevices,
  onProgress: Listener,
  signal: AbortSignal,
): Promise<Assigned> {
  const { recipe } = base;
  const { embedding, placed: at } = placed;
  // The embedding's axes stay, and so do the map's: a user who did nothing new stays in place.
  const projection = { ...base.projection, points: applyProjection(base.projection, embedding.data, embedding.users) };
  const [updated, followed] = await Promise.all([
    drive(assignUpdate(base, placed, recipe, devices, signal)),
    follow(base, opened, { matrix: placed.matrix, embedding, segmentation: at.kept }, projection, onProgress, signal),
  ]);
  return { updated, ...followed, track: recipe.track };
}

/** Portraits and timeline of segments among the merged events. */
export async function follow(
  { recipe }: Pick<RunState, 'recipe'>,
  { ingested: { events } }: Opened,
  {
    matrix,
    embedding,
    segmentation,
  }: { readonly matrix: RunState['matrix']; readonly embedding: Embedding; readonly segmentation: Segmentation },
  projection: Projection,
  onProgress: Listener,
  signal: AbortSignal,
): Promise<Followed> {
  onProgress({ stage: 'portray', done: 0, total: 1 });
  const start = performance.now();
  const portraits = portray(events, matrix, segmentation);
  const portrayed = performance.now();
  const input = { events, matrix, embedding, segmentation, projection, features: recipe.features, track: recipe.track };
  const tracked = await drive(track(input, signal), onProgress);
  const seconds = { portray: (portrayed - start) / 1000, track: (performance.now() - portrayed) / 1000 };
  return { projection, portraits, tracked, seconds };
}
