import { FEATURE_GROUPS, type FeatureSpec } from '../../../workers/protocol/features';
import type { Timeline } from '../../../workers/protocol/timeline';
import { NOISE } from '../../../workers/protocol/model';
import type { HeatCell } from '../../charts/psi-heatmap';
import type { WindowBar } from '../../charts/share-timeline';
import { featureName } from '../../i18n/feature-words';
import { windowName, windowTick } from '../../i18n/window-words';
import type { Language } from '../../workbench/names';
import type { NamedSegment } from '../segments/named-segments';
import { featureBands } from './feature-bands';

export function windowBars(timeline: Timeline, language: Language): WindowBar[] {
  return timeline.windows.map(({ label, complete, reference, activeUsers }) => ({
    tick: windowTick(timeline, label, language),
    name: windowName(timeline, label, language),
    complete,
    reference,
    activeUsers,
  }));
}

/**
 * Shares by segment, the first segment at the bottom of the stack; users in no segment below it, where there are any.
 *
 * @param none what these are called
 */
export function shareStack(timeline: Timeline, segments: readonly NamedSegment[], none: string) {
  const stack = [...segments].reverse().map(({ id, name }) => ({
    id,
    name,
    shares: timeline.windows.map((window) => window.shares.find(({ segment }) => segment === id)?.share ?? 0),
  }));
  const rest = timeline.windows.map((window) => noSegmentShare(window));
  return rest.some((share) => share > 0) ? [{ id: NOISE, name: none, shares: rest }, ...stack] : stack;
}

/** Share of a window's active users in no segment. */
export function noSegmentShare({ activeUsers, shares }: Pick<Timeline['windows'][number], 'activeUsers' | 'shares'>): number {
  return activeUsers > 0 ? 1 - shares.reduce((sum, { users }) => sum + users, 0) / activeUsers : 0;
}

/** Mean share of each segment over the reference windows, weighted by their active users. */
export function referenceShares(timeline: Timeline): ReadonlyMap<number, number> {
  const users = new Map<number, number>();
  let all = 0;
  for (const index of timeline.referenceWindows) {
    const window = timeline.windows[index];
    if (!window) continue;
    for (const share of window.shares) users.set(share.segment, (users.get(share.segment) ?? 0) + share.users);
    all += window.activeUsers;
  }
  return new Map([...users].map(([segment, count]) => [segment, all > 0 ? count / all : 0]));
}

export interface Heat {
  readonly features: readonly string[];
  readonly cells: readonly HeatCell[];
  /** The strongest cell in which an alert of its feature holds. */
  readonly strongest: HeatCell | null;
}

/**
 * Rows in the order of the features' groups; only windows that have drift figures have cells.
 *
 * @param psiAct PSI that calls for action
 */
export function heat(timeline: Timeline, specs: readonly FeatureSpec[], psiAct: number, language: Language): Heat {
  const known = new Map(specs.map((spec) => [spec.id, spec]));
  const rank = (id: string) => {
    const spec = known.get(id);
    return spec ? FEATURE_GROUPS.indexOf(spec.group) : FEATURE_GROUPS.length;
  };
  const order = [...timeline.features].map((id, i) => ({ id, i })).sort((a, b) => rank(a.id) - rank(b.id) || a.i - b.i);
  const row = new Map(order.map(({ id }, i) => [id, i]));
  const bandOf = featureBands(timeline, psiAct);
  const cells: HeatCell[] = [];
  let strongest: HeatCell | null = null;
  // By how many times the threshold is passed: a high PSI of a few users is no strong finding.
  let most = 0;
  for (const window of timeline.windows) {
    for (const drift of window.drift) {
      const feature = row.get(drift.feature);
      if (feature === undefined) continue;
      const cell: HeatCell = {
        window: window.index,
        feature,
        psi: drift.psi,
        threshold: drift.psiThreshold,
        band: bandOf(window.index, drift),
        n: drift.n,
        m: drift.m,
        ks: drift.ks,
        ksPAdjusted: drift.ksPAdjusted,
        jensenShannon: drift.jensenShannon,
        wasserstein: drift.wasserstein,
      };
      cells.push(cell);
      if ((cell.band === 'watch' || cell.band === 'act') && drift.psi / drift.psiThreshold > most) {
        strongest = cell;
        most = drift.psi / drift.psiThreshold;
      }
    }
  }
  const features = order.map(({ id }) => {
    const spec = known.get(id);
    return spec ? featureName(spec, language) : id;
  });
  return { features, cells, strongest };
}

/** The last window that the file covers whole, else the last; null where there is none. */
export function latestWindow(timeline: Timeline): number | null {
  const complete = timeline.windows.findLastIndex((window) => window.complete);
  return complete >= 0 ? complete : timeline.windows.length > 0 ? timeline.windows.length - 1 : null;
}
