import * as v from 'valibot';
import { canonicalJson } from '../math/canonical-json';
import { NOTHING_FOUND, type Findings } from '../protocol/findings';
import { LooksSchema } from '../protocol/looks-schema';
import { ReportedAssignment } from '../protocol/report-assignment';
import type { Assignment, PlacingNetwork } from '../protocol/assignment';
import type { Looks } from '../protocol/looks';
import type { Recipe } from '../protocol/recipe';
import { checkedNetwork } from './placing-network';
import type { KeptRun } from './record';

/** What was asked for about the segments of a run, by label, with what was learned for it. */
export interface Found extends Findings {
  /** That `assignment` is about; null where there is none. */
  readonly network: PlacingNetwork | null;
}

export const NOTHING_LEARNED: Found = { ...NOTHING_FOUND, network: null };

/** The same as it is kept. */
interface KeptFindings extends Findings {
  readonly version: 1;
  /** Absent where there is none, and in what an earlier version kept. */
  readonly network?: PlacingNetwork;
  /** The choices that `assignment` was learned under; absent in what an earlier version kept. */
  readonly learnedUnder?: string;
}

/** What it must fit. */
export interface FoundOf {
  readonly features: number;
  /** Segments. */
  readonly k: number;
  /** The choices under which it would learn to place new users. */
  readonly learnedUnder: string;
}

const Kept = v.object({
  version: v.literal(1),
  looks: v.unknown(),
  assignment: v.unknown(),
  network: v.optional(v.unknown()),
  learnedUnder: v.optional(v.unknown()),
});

/** What of the recipe decides what is found of placing new users: it is true of a run with the same alone. */
export const learnedUnder = ({ seed, encoder, assignment }: Pick<Recipe, 'seed' | 'encoder' | 'assignment'>): string =>
  canonicalJson([seed, encoder, assignment]);

/**
 * As a part to keep: `before` itself where that says the same, and where nothing is known now, since it may be of a later Shoal. What was learned under other choices stays
 * until something is learned under these: the history may go back to them.
 *
 * @param learnedUnder the choices of the run for placing new users
 */
export function writeFindings({ looks, assignment, network }: Found, before: object | undefined, learnedUnder: string): object | undefined {
  if (!looks && !assignment) return before;
  const kept = v.is(Kept, before) ? (before as KeptFindings) : null;
  const learned = assignment || !kept ? { assignment, network: network ?? undefined, learnedUnder } : kept;
  const same = (['assignment', 'network', 'learnedUnder'] as const).every((part) => kept?.[part] === learned[part]);
  if (kept && kept.looks === looks && same) return before;
  return {
    version: 1,
    looks,
    assignment: learned.assignment,
    ...(learned.network !== undefined && { network: learned.network }),
    ...(learned.learnedUnder !== undefined && { learnedUnder: learned.learnedUnder }),
  } satisfies KeptFindings;
}

/** What was asked for about the segments of a run that is kept, as long as its recipe has the choices that it was learned under. */
export function findingsOf({ summary, body, findings }: KeptRun): Found {
  return readFindings(findings, {
    features: body.features.length,
    k: summary.segments.length,
    learnedUnder: learnedUnder(summary.recipe),
  });
}

/** What {@link writeFindings} was given, the same objects; what is not what it should be is left out, each for itself, and so is what was learned under other choices. */
export function readFindings(part: object | undefined, of: FoundOf): Found {
  if (!v.is(Kept, part)) return NOTHING_LEARNED;
  const { looks, assignment, network, learnedUnder } = part;
  const isOf = learnedUnder === undefined || learnedUnder === of.learnedUnder;
  const learned = isOf && isAssignment(assignment, of) ? assignment : null;
  return {
    looks: isLooks(looks, of) ? looks : null,
    assignment: learned,
    network: learned?.assignment && isNetwork(network, of) ? network : null,
  };
}

function isNetwork(value: unknown, { k }: FoundOf): value is PlacingNetwork {
  try {
    checkedNetwork(value, k);
    return true;
  } catch {
    return false;
  }
}

function isLooks(value: unknown, { features }: FoundOf): value is Looks {
  if (!v.is(LooksSchema, value)) return false;
  const items = [...(value.features?.items ?? []), ...(value.tokens?.items ?? [])];
  return items.every(({ of }) => of.kind !== 'feature' || of.feature < features);
}

function isAssignment(value: unknown, { k }: FoundOf): value is Assignment {
  if (!v.is(ReportedAssignment, value)) return false;
  const readings = value.assignment?.readings ?? [];
  return readings.every(
    ({ segments, confusion }) =>
      segments.length === k &&
      segments.every(({ id }, label) => id === label) &&
      confusion.length === k &&
      confusion.every((row) => row.length === k),
  );
}
