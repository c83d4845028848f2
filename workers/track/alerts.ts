import type { Alert, TimelineWindow } from '../protocol/timeline';
import { activeUserAlerts, newNameAlerts } from './alert-activity';
import { dataDriftAlerts, featureAlerts, featureP, mostMoved, type JudgedWindow } from './alert-features';
import { segmentAlerts, typeAlerts } from './alert-shares';
import { LEAST_USERS } from './reference';
import type { Tally } from './tally';

export interface AlertInput {
  readonly windows: readonly TimelineWindow[];
  /** Figures and feature means by TimelineWindow.index; reference windows are compared with the other reference windows. */
  readonly judgements: readonly JudgedWindow[];
  readonly features: readonly string[];
  readonly referenceMeans: Float64Array;
  readonly tally: Tally;
  readonly eventTypes: readonly string[];
  readonly categories: readonly string[];
}

/**
 * Every finding in complete windows after the reference, newest first, strongest first within a window. Shares and features are judged in windows
 * with at least 30 active users; that there are so few is itself a finding.
 */
export function findAlerts(input: AlertInput): Alert[] {
  const { windows, judgements, features, tally, eventTypes } = input;
  const reference = windows.filter((window) => window.reference);
  if (reference.length === 0) return [];
  const after = windows.filter((window) => window.complete && !window.reference && window.index > reference[0]!.index);
  const peopled = after.filter(({ activeUsers }) => activeUsers >= LEAST_USERS);
  const types = eventTypes.length;
  const counts = (index: number) => tally.typeCounts.subarray(index * types, (index + 1) * types);

  const featureInput = {
    features,
    judged: peopled.map(({ index }) => judgements[index]!),
    reference: reference.length > 1 ? reference.map(({ index }) => judgements[index]!) : [],
    referenceMeans: input.referenceMeans,
  };
  const p = featureP(featureInput);
  const found = [
    ...segmentAlerts(peopled, reference, mostMoved(featureInput, p)),
    ...featureAlerts(featureInput, p),
    ...dataDriftAlerts(featureInput, p),
    ...activeUserAlerts(after, reference),
    ...typeAlerts(peopled, reference, counts, eventTypes),
    ...newNameAlerts('new-event-type', windows, after, eventTypes, tally.newTypes),
    ...(tally.newCategories ? newNameAlerts('new-category', windows, after, input.categories, tally.newCategories) : []),
  ];
  const levels = { act: 1, watch: 0 };
  found.sort((a, b) => b.alert.window - a.alert.window || levels[b.alert.level] - levels[a.alert.level] || b.strength - a.strength);
  return found.map(({ alert }) => alert);
}
