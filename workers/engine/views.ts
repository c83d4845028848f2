import KDBush from 'kdbush';
import { windowTransitions } from '../identity';
import type { MapView, RunResult, SegmentsResult, TrackResult, UserRow, WindowMapView } from '../protocol/engine';
import { isOwnType, type TypesNamed } from '../protocol/events';
import { OWN_TYPE_KEY, TYPE_KEY, type FeatureMatrix, type FeatureSpec } from '../protocol/features';
import type { Findings } from '../protocol/findings';
import type { Segmentation } from '../protocol/model';
import type { Timeline } from '../protocol/timeline';
import { membershipsView } from './memberships';
import { numberedLabels, numberedPortraits, numberedTimeline } from './numbered';
import type { RunState } from './run';

/** What the page draws. Every array is a copy made for the page, so that it may be transferred. */
export function runView(run: RunState, findings: Findings): RunResult {
  const { matrix, clusterings, embedding } = run;
  return {
    users: matrix.users,
    usersOutside: run.opened.ingested.events.users - matrix.users,
    specs: shownSpecs(matrix.specs, { ...run.opened.mapping, ownTypes: run.opened.ingested.events.ownTypes }),
    constantFeatures: matrix.constant,
    training: embedding.training,
    map: mapView(run),
    segments: segmentsView(run, findings),
    validity: clusterings.validity,
    basis: clusterings.basis,
    computedOn: clusterings.computedOn,
    ...trackView(run),
    kind: run.kind,
    backend: run.backend,
    seconds: run.seconds,
    recipe: run.recipe,
  };
}

/** Features of types that the file does not name: the page says them in its language, while exports keep theirs. */
export function shownSpecs(specs: readonly FeatureSpec[], types: TypesNamed): readonly FeatureSpec[] {
  const isOwn = ({ key, param }: FeatureSpec) => key === TYPE_KEY && param !== undefined && isOwnType(param, types);
  return specs.map((spec) => (isOwn(spec) ? { ...spec, key: OWN_TYPE_KEY } : spec));
}

export function segmentsView(run: RunState, findings: Findings): SegmentsResult {
  const { clusterings, segmentation, portraits, numbers } = run;
  return {
    k: segmentation.k,
    choice: clusterings.choice,
    labels: numberedLabels(segmentation.labels, numbers),
    portraits: numberedPortraits(portraits, numbers),
    ...dendrogramView(run),
    ...(clusterings.density && { density: clusterings.density }),
    findings,
  };
}

function dendrogramView({ clusterings: { dendrogram }, segmentation, numbers }: RunState): Pick<SegmentsResult, 'dendrogram'> {
  if (!dendrogram) return {};
  const { rows, sizes, left, right, heights, micro } = dendrogram;
  const segments = rows.map((row) => numbers[segmentation.labels[row]!]!);
  return { dendrogram: { sizes: sizes.slice(), left: left.slice(), right: right.slice(), heights: heights.slice(), micro, segments } };
}

/** The segmentation with segment numbers for labels. */
export function numberedSegmentation({ segmentation, numbers }: RunState): Segmentation {
  return { ...segmentation, labels: numberedLabels(segmentation.labels, numbers) };
}

export function trackView(run: RunState): TrackResult {
  const { maps, timeline } = run.tracked;
  const { windows, referenceWindows } = timeline;
  return { timeline: timelineView(run), transitions: windowTransitions(maps, windows, referenceWindows, run.segmentation.k, run.numbers) };
}

export function timelineView(run: RunState): Timeline {
  // Timelines that an earlier version kept do not say what they leave out.
  return numberedTimeline(
    {
      ...run.tracked.timeline,
      leftOutBefore: run.tracked.timeline.leftOutBefore ?? 0,
      leftOutAfter: run.tracked.timeline.leftOutAfter ?? 0,
    },
    run.numbers,
  );
}

function mapView(run: RunState): MapView {
  const { points, explained } = run.projection;
  const tree = new KDBush(points.length / 2, 64, Float32Array);
  for (let i = 0; i < points.length; i += 2) tree.add(points[i]!, points[i + 1]!);
  tree.finish();
  return {
    points: points.slice(),
    labels: numberedLabels(run.segmentation.labels, run.numbers),
    index: tree.data as ArrayBuffer,
    explained,
  };
}

export function windowView(run: RunState, window: number): WindowMapView {
  const rows = run.tracked.maps[window];
  if (!rows) throw new RangeError(`no window ${window}`);
  const rowOfUser = rowsByUser(run.matrix, run.opened.ingested.events.users);
  return {
    window,
    points: rows.points.slice(),
    labels: numberedLabels(rows.labels, run.numbers),
    rows: Int32Array.from(rows.users, (user) => rowOfUser[user]!),
  };
}

/** Row in the matrix of each user of the table; −1 for one without. */
export function rowsByUser(matrix: FeatureMatrix, users: number): Int32Array {
  const rows = new Int32Array(users).fill(-1);
  for (let row = 0; row < matrix.users; row++) rows[matrix.userIndex[row]!] = row;
  return rows;
}

export function userView(run: RunState, row: number): UserRow {
  const { matrix, segmentation } = run;
  if (!(row >= 0 && row < matrix.users)) throw new RangeError(`no user ${row}`);
  return {
    row,
    id: run.opened.ingested.events.userIds[matrix.userIndex[row]!]!,
    segment: run.numbers[segmentation.labels[row]!] ?? -1,
    distance: segmentation.distances[row]!,
    ...membershipsView(run, row),
    ...(segmentation.strengths && segmentation.labels[row]! >= 0 && { strength: segmentation.strengths[row]! }),
    values: matrix.raw.slice(row * matrix.features, (row + 1) * matrix.features),
  };
}

export function findUserView(run: RunState, id: string): UserRow | null {
  const { matrix } = run;
  const { userIds } = run.opened.ingested.events;
  for (let row = 0; row < matrix.users; row++) {
    if (userIds[matrix.userIndex[row]!] === id) return userView(run, row);
  }
  return null;
}
