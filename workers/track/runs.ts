import type { Alert } from '../protocol/timeline';
import type { Finding } from './findings';

const LEVELS = { act: 1, watch: 0 };

/** What a window says about all of its alerts, where the kind does not know better. */
export interface WindowMovers {
  readonly features: readonly string[];
  readonly segments: readonly number[];
}

/**
 * One alert for each run of judged windows in which the same subject moved in the same direction, newest beginning first, strongest first within a window.
 *
 * @param judged indices of the windows that may raise alerts, ascending
 * @param bear judged windows in between that may miss what holds before and after them: near its threshold a lasting change comes and goes by noise
 * @param label of each window, by index
 */
export function alertsOf(
  findings: readonly Finding[],
  judged: readonly number[],
  bear: number,
  label: (window: number) => string,
  movers: (window: number) => WindowMovers,
): Alert[] {
  const position = new Map(judged.map((window, at) => [window, at]));
  const open = new Map<string, Finding[]>();
  const runs: Finding[][] = [];
  for (const finding of [...findings].sort((a, b) => a.window - b.window)) {
    const key = `${finding.kind}/${finding.subject}`;
    const run = open.get(key);
    const last = run?.at(-1);
    if (run && last && !isName(finding) && goesOn(last, finding, gap(position, last, finding), bear)) run.push(finding);
    else if (!finding.holds) {
      const fresh = [finding];
      runs.push(fresh);
      open.set(key, fresh);
    }
  }
  const found = runs.map((run) => ({
    alert: alertOf(run, judged.at(-1), label, movers),
    strength: Math.max(...run.map((f) => f.strength)),
  }));
  found.sort((a, b) => b.alert.window - a.alert.window || LEVELS[b.alert.level] - LEVELS[a.alert.level] || b.strength - a.strength);
  return found.map(({ alert }) => alert);
}

const isName = ({ kind }: Finding) => kind === 'new-event-type' || kind === 'new-category';

/** A feature may be spread otherwise with hardly another mean, whose sign then says nothing from one window to the next. */
function goesOn(a: Finding, b: Finding, missed: number, bear: number): boolean {
  const sameWay = Math.sign(a.after - a.before) === Math.sign(b.after - b.before);
  return missed <= bear && (sameWay || (a.kind === 'feature' && missed === 0));
}

const gap = (position: ReadonlyMap<number, number>, a: Finding, b: Finding) => position.get(b.window)! - position.get(a.window)! - 1;

function alertOf(
  run: readonly Finding[],
  latest: number | undefined,
  label: (window: number) => string,
  movers: (window: number) => WindowMovers,
): Alert {
  const { subject, strength: _, holds: __, ...first } = run[0]!;
  const last = run.at(-1)!;
  const about = movers(first.window);
  const features = first.features ?? about.features;
  return {
    ...first,
    id: `${first.kind}/${subject}/${label(first.window)}`,
    until: last.window,
    ongoing: last.window === latest && !isName(run[0]!),
    level: run.some(({ level }) => level === 'act') ? 'act' : 'watch',
    latest: last.after,
    confidence: 1 - Math.min(...run.map(({ p }) => p ?? 0)),
    features,
    segments: first.segments ?? about.segments,
    clears: last.clears,
    ...(first.kind === 'segment-share' && features[0] !== undefined ? { feature: features[0] } : {}),
  };
}
