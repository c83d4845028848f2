import type { ReferenceKind } from '../protocol/recipe';

/** What a window is judged by. All numbers are window indices. */
export interface Baseline {
  /** The windows that it is compared with, pooled. */
  readonly reference: readonly number[];
  /**
   * Windows that show by how much figures vary where nothing happens, each compared with a reference of its own: limits from history and the
   * overdispersion of the tests come from them. For `first` the reference windows, each beside the other ones; else the last eight windows before it.
   */
  readonly history: readonly number[];
  /**
   * The last windows before it, for telling a break from a slow wave ({@link breaks}); empty where that is not asked: where last year's season tells, or the
   * reference is not the first windows.
   */
  readonly recent: readonly number[];
  /** The same season a year before, where the file has it and it is not the reference already. */
  readonly season: number | null;
}

export interface Baselines {
  /** By window, for the figures; empty where the reference is missing. */
  readonly comparedWith: readonly (readonly number[])[];
  /** By window, of those that may raise alerts; null for all others. */
  readonly judged: readonly (Baseline | null)[];
}

const HISTORY = 8;
const RECENT = 4;
/** Windows of history without which windows that are compared with another single one are not judged: nothing shows what is usual. */
const LEAST_HISTORY = 3;
/** Windows in a year: weeks keep their weekdays at 52, calendar months their name at 12. */
const YEAR = { week: 52, month: 12 } as const;

/**
 * @param usable windows that may raise alerts and be compared with: complete, with enough users
 * @param first the windows that serve as the reference for `first`
 */
export function baselines(kind: ReferenceKind, unit: 'week' | 'month', usable: readonly boolean[], first: readonly number[]): Baselines {
  const lastYear = (w: number) => (usable[w - YEAR[unit]] ? w - YEAR[unit] : null);
  const none: readonly number[] = [];
  if (kind === 'first') {
    const comparedWith = usable.map((_, w) => (first.includes(w) ? first.filter((r) => r !== w) : first));
    const start = first[0] ?? Infinity;
    const judged = usable.map((ok, w) => {
      if (!ok || w <= start || first.includes(w)) return null;
      const season = lastYear(w);
      const recent = season === null ? usable.flatMap((each, r) => (each && r < w ? [r] : [])).slice(-RECENT) : none;
      return { reference: first, history: first.length > 1 ? first : none, season, recent };
    });
    return { comparedWith, judged };
  }
  const before = usable.map((_, w) => (kind === 'last-year' ? (lastYear(w) ?? -1) : usable.lastIndexOf(true, w - 1)));
  // lastIndexOf counts a start of −1 from the end.
  const comparedWith = before.map((reference, w) => (reference >= 0 && reference < w ? [reference] : none));
  const judged = usable.map((ok, w) => {
    const reference = comparedWith[w]!;
    if (!ok || reference.length === 0) return null;
    const past = usable.flatMap((each, h) => (each && h < w && comparedWith[h]!.length > 0 ? [h] : []));
    if (past.length < LEAST_HISTORY) return null;
    return { reference, history: past.slice(-HISTORY), recent: none, season: kind === 'previous' ? lastYear(w) : null };
  });
  return { comparedWith, judged };
}

/** Of a file that is too short: nothing is compared. */
export function noBaselines(windows: number): Baselines {
  return { comparedWith: Array.from({ length: windows }, () => []), judged: new Array<null>(windows).fill(null) };
}
