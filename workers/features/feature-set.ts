import type { FeatureSpec, FeatureUnit } from '../protocol/features';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** What a feature is, before anything is fitted to its values. */
export interface FeatureDefinition extends Pick<FeatureSpec, 'id' | 'key' | 'param' | 'category' | 'group' | 'unit' | 'formula'> {
  /** `zero`: not having it is having none of it. `window`: at least as long as the window. `median`, `mean`: nothing is known. */
  readonly fill: FeatureSpec['missing']['fill'];
  readonly ages: Ageing;
}

/**
 * What happens to a user's value when the window grows and the user has no new event in it.
 *
 * - `never`: it follows from the user's own rows.
 * - `with-end`: it is a time up to the window's last event, and grows by as much as that moves.
 * - `by-third`: it divides the user's rows where the last third of the window begins, and is the same as long as none of them changes sides.
 */
export type Ageing = 'never' | 'with-end' | 'by-third';

/** The window [from, to) in ms UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** The last event in the window, of any user. */
  readonly end: number;
  /** Where the last third of the window begins. */
  readonly lastThird: number;
}

export function spanOf(from: number, to: number, end: number): Span {
  return { from, to, end, lastThird: to - (to - from) / 3 };
}

/** Features that are computed together in one pass over a user's rows. */
export interface FeatureSet {
  /** One entry a slot; null where the file cannot support the feature. */
  readonly definitions: readonly (FeatureDefinition | null)[];
  /** Writes one value a slot, from out[at] on, for the user whose rows in the window are lo … hi − 1 (at least one). NaN: missing. */
  compute(lo: number, hi: number, span: Span, out: Float64Array, at: number): void;
  /** Writes the first slot alone, where that takes much less. */
  readonly computeFirst?: FeatureSet['compute'];
}

/** Shorthand of the sets' tables; a fixed feature's i18n key is its id. */
export function feature(
  id: string,
  group: FeatureDefinition['group'],
  unit: FeatureUnit,
  fill: FeatureDefinition['fill'],
  ages: Ageing,
  formula: string,
): FeatureDefinition {
  return { id, key: id, group, unit, fill, ages, formula };
}

const UNLOGGED: ReadonlySet<FeatureUnit> = new Set<FeatureUnit>(['share', 'ratio', 'bits', 'rank', 'flag']);

/** Amounts that spread over orders of magnitude are put on a logarithmic scale; shares, ratios, entropies and ranks are not. */
export function isLogged(unit: FeatureUnit): boolean {
  return !UNLOGGED.has(unit);
}
