import * as v from 'valibot';
import { NOTHING_FOUND, type Findings } from '../protocol/findings';
import { LooksSchema } from '../protocol/looks-schema';
import { ReportedAssignment } from '../protocol/report-assignment';
import type { Assignment } from '../protocol/assignment';
import type { Looks } from '../protocol/looks';

/** What was asked for about the segments of a run, as it is kept: segments by label. */
interface KeptFindings extends Findings {
  readonly version: 1;
}

/** What it must fit. */
export interface FoundOf {
  readonly features: number;
  /** Segments. */
  readonly k: number;
}

const Kept = v.object({ version: v.literal(1), looks: v.unknown(), assignment: v.unknown() });

/** As a part to keep: `before` itself where that says the same, and where nothing is known now, since it may be of a later Shoal. */
export function writeFindings({ looks, assignment }: Findings, before: object | undefined): object | undefined {
  if (!looks && !assignment) return before;
  const kept = before as Partial<KeptFindings> | undefined;
  if (kept?.looks === looks && kept.assignment === assignment) return before;
  return { version: 1, looks, assignment } satisfies KeptFindings;
}

/** What {@link writeFindings} was given, the same objects; what is not what it should be is left out, each for itself. */
export function readFindings(part: object | undefined, of: FoundOf): Findings {
  if (!v.is(Kept, part)) return NOTHING_FOUND;
  const { looks, assignment } = part;
  return { looks: isLooks(looks, of) ? looks : null, assignment: isAssignment(assignment, of) ? assignment : null };
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
