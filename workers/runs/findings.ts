import * as v from 'valibot';
import { NOTHING_FOUND, type Findings } from '../protocol/findings';
import { LooksSchema } from '../protocol/looks-schema';
import { ReportedAssignment } from '../protocol/report-assignment';
import type { Assignment } from '../protocol/assignment';
import type { Looks } from '../protocol/looks';

/** What was asked for about the segments of a run, as it is kept: segments by label. */
interface KeptFindings extends Findings {
  readonly version: 1;
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

const Kept = v.object({ version: v.literal(1), looks: v.unknown(), assignment: v.unknown(), learnedUnder: v.optional(v.unknown()) });

/**
 * As a part to keep: `before` itself where that says the same, and where nothing is known now, since it may be of a later Shoal. What was learned under other choices stays
 * until something is learned under these: the history may go back to them.
 *
 * @param learnedUnder the choices of the run for placing new users
 */
export function writeFindings({ looks, assignment }: Findings, before: object | undefined, learnedUnder: string): object | undefined {
  if (!looks && !assignment) return before;
  const kept = v.is(Kept, before) ? (before as KeptFindings) : null;
  const learned = assignment || !kept ? { assignment, learnedUnder } : kept;
  if (kept && kept.looks === looks && kept.assignment === learned.assignment && kept.learnedUnder === learned.learnedUnder) return before;
  const under = learned.learnedUnder === undefined ? {} : { learnedUnder: learned.learnedUnder };
  return { version: 1, looks, assignment: learned.assignment, ...under } satisfies KeptFindings;
}

/** What {@link writeFindings} was given, the same objects; what is not what it should be is left out, each for itself, and so is what was learned under other choices. */
export function readFindings(part: object | undefined, of: FoundOf): Findings {
  if (!v.is(Kept, part)) return NOTHING_FOUND;
  const { looks, assignment, learnedUnder } = part;
  const isOf = learnedUnder === undefined || learnedUnder === of.learnedUnder;
  return { looks: isLooks(looks, of) ? looks : null, assignment: isOf && isAssignment(assignment, of) ? assignment : null };
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
