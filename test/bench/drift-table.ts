import type { Scenario } from '../fixtures/planted-shop';
import type { DriftRun } from './drift-run';

/** Windows that an alert may be off by. */
const OFF_BY = 1;
/** Alerts by which each planted change shows. */
const SHOWS: Readonly<Partial<Record<Scenario, readonly string[]>>> = {
  shift: ['feature', 'business', 'embedding', 'data-drift'],
  emerges: ['segment-share'],
  splits: ['segment-share'],
  disappears: ['segment-share'],
};
/** Features that a shift must be named by. */
const NAMED: Readonly<Record<string, RegExp>> = {
  orderValue: /^value_/,
  viewsPerVisit: /^(events_(view|total)|session_|rate_view_)/,
  conversion: /^(rate_|frequency_|events_purchase)/,
  eveningShare: /^(evening_|hour_)/,
};

const near = (window: number, at: number) => Math.abs(window - at) <= OFF_BY;

/** An alert that shows the planted change begins in its window ± 1. */
export function isDetected({ scenario, at, alerts }: DriftRun): boolean {
  return at !== null && alerts.some(({ kind, window }) => SHOWS[scenario]!.includes(kind) && near(window, at));
}

/**
 * The transition is of the planted type, of the planted kind of users, in its window ± 1, and there is no other in the whole run; of a shift, an alert there names the
 * feature.
 */
export function isNamed({ scenario, at, planted, alerts, transitions }: DriftRun): boolean {
  if (at === null) return false;
  if (scenario === 'shift') return alerts.some(({ features, window }) => near(window, at) && NAMED[planted]!.test(features[0] ?? ''));
  return transitions.length === 1 && transitions.every(({ kind, window, touched }) => kind === scenario && touched && near(window, at));
}

/** Alerts before the change; where none is planted, any. */
export function falseAlerts({ at, alerts }: DriftRun): number {
  return alerts.filter(({ window }) => at === null || window < at - OFF_BY).length;
}

/** The table by scenario, and the three figures that the targets are set for. */
export function driftTable(runs: readonly DriftRun[]): string {
  const percent = (n: number, of: number) => (of > 0 ? `${((100 * n) / of).toFixed(1)} %` : '–');
  const count = (list: readonly DriftRun[], holds: (run: DriftRun) => boolean) => percent(list.filter(holds).length, list.length);
  const line = (cells: readonly string[]) => cells.map((cell, i) => (i === 0 ? cell.padEnd(14) : cell.padStart(18))).join('');
  const scenarios = [...new Set(runs.map(({ scenario }) => scenario))];
  const lines = scenarios.map((scenario) => {
    const own = runs.filter((run) => run.scenario === scenario);
    const planted = own[0]!.at !== null;
    return line([
      scenario,
      String(own.length),
      planted ? count(own, isDetected) : '',
      planted ? count(own, isNamed) : '',
      count(own, (run) => falseAlerts(run) > 0),
      count(own, (run) => run.transitions.some(({ kind, window }) => run.at === null || kind !== scenario || !near(window, run.at))),
      (own.reduce((sum, { changePoints }) => sum + changePoints, 0) / own.length).toFixed(1),
    ]);
  });
  const planted = runs.filter(({ at }) => at !== null);
  const quiet = runs.filter(({ at }) => at === null);
  const moving = planted.filter(({ scenario }) => scenario !== 'shift');
  return [
    line(['', 'runs', 'detected ±1', 'named right', 'false alerts', 'wrong transitions', 'change points']),
    ...lines,
    '',
    `planted changes detected in their window ±1   ${count(planted, isDetected)} of ${planted.length}   (at least 95 %)`,
    `runs without a change that raise any alert    ${count(quiet, (run) => falseAlerts(run) > 0)} of ${quiet.length}   (at most 5 %)`,
    `transitions named right                       ${count(moving, isNamed)} of ${moving.length}   (at least 90 %)`,
  ].join('\n');
}
