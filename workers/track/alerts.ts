import type { ReferenceKind } from '../protocol/recipe';
import type { Alert } from '../protocol/timeline';
import { activeUserAlerts } from './alert-activity';
import { businessAlerts } from './alert-business';
import { embeddingAlerts } from './alert-embedding';
import { dataDriftAlerts, featureAlerts, featureTests, mostMoved } from './alert-features';
import { newNameAlerts } from './alert-names';
import { segmentAlerts, typeAlerts } from './alert-shares';
import type { BusinessHistory } from './business-limits';
import type { AlertContext } from './judged';
import { alertsOf } from './runs';
import type { Tally } from './tally';

/** Features and segments that an alert names. */
const LISTED = 3;
/** Windows in between that an alert bears; none where each is compared with the one before, so that a change and its undoing are two. */
const MISSED = 1;

export interface AlertInput extends AlertContext {
  readonly reference: ReferenceKind;
  readonly tally: Tally;
  readonly business: BusinessHistory;
  readonly eventTypes: readonly string[];
  readonly categories: readonly string[];
  /** The last of the first windows, in which all names are known. */
  readonly known: number;
}

/**
 * Every finding in the windows that may raise alerts, the windows in a row of one subject as one alert ({@link alertsOf}). Windows that the file cuts, and
 * windows of few users (a holiday, a gap in the data), are shown as such and raise nothing: what is new or different in them is found
 * in the first whole window that has it too.
 */
export function findAlerts(input: AlertInput): Alert[] {
  const { figures, judged, tally, eventTypes, known } = input;
  const types = eventTypes.length;
  const counts = (index: number) => tally.typeCounts.subarray(index * types, (index + 1) * types);
  const windows = judged.map(({ window }) => window);
  const tests = featureTests(input);
  const found = [
    ...segmentAlerts(input),
    ...featureAlerts(input, tests),
    ...dataDriftAlerts(input, tests),
    ...embeddingAlerts(input),
    ...businessAlerts(input, input.business),
    ...activeUserAlerts(input),
    ...typeAlerts(input, counts, eventTypes),
    ...newNameAlerts('new-event-type', windows, known, eventTypes, tally.newTypes),
    ...(tally.newCategories ? newNameAlerts('new-category', windows, known, input.categories, tally.newCategories) : []),
  ];
  const moved = new Map(mostMoved(input, tests, LISTED).map((features, j) => [judged[j]!.window.index, features]));
  return alertsOf(
    found,
    windows.map(({ index }) => index),
    input.reference === 'previous' ? 0 : MISSED,
    (window) => figures[window]!.window.label,
    (window) => ({ features: moved.get(window) ?? [], segments: mostMovedSegments(input, window) }),
  );
}

function mostMovedSegments({ figures }: AlertContext, window: number): number[] {
  return figures[window]!.window.segmentDrift.filter(({ moved }) => moved > 0)
    .sort((a, b) => b.moved - a.moved || b.users - a.users)
    .slice(0, LISTED)
    .map(({ segment }) => segment);
}
