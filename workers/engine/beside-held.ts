import { BASE_MEMORY, NAME_MEMORY, USER_MEMORY } from '../ingest';
import type { ExpectedSize, FilePreview } from '../protocol/ingest';
import type { Opened } from './run';

/** Bytes of what is held beside which a small file is small, too: nothing is said of it, as nothing is of a small file alone. */
const SMALL = 50e6;

/**
 * What it takes to open a file while another is open, whose events and features stay until segments are built of the new one.
 *
 * @param preview of the file
 * @returns null where it is little
 */
export function openedSize({ ingested: { events } }: Opened, preview: FilePreview): ExpectedSize | null {
  return besideHeld(preview, bytesOf(events) + events.users * USER_MEMORY);
}

/**
 * What it takes to join a table to the events that are held: theirs, and the table's. Beside a sample of users a table of users holds their rows alone.
 *
 * @param preview of the table
 * @returns null where it is little
 */
export function joinedSize(held: Opened, preview: FilePreview): ExpectedSize | null {
  const share = preview.tables?.kind === 'users' ? held.cleaning.sample?.share : 1;
  return besideHeld(preview, bytesOf(held.ingested.events), share);
}

/**
 * What it takes to add a newer file to the events that are held: theirs twice, as they were and with the new ones, since the result stays until the person
 * agrees to another.
 *
 * @param preview of the newer file
 * @returns null where it is little
 */
export function updatedSize(held: Opened, preview: FilePreview): ExpectedSize | null {
  const { events } = held.ingested;
  return besideHeld(preview, 2 * (bytesOf(events) + events.users * USER_MEMORY), held.cleaning.sample?.share);
}

/** A file that has been seen to its end takes little beside the page itself. */
function besideHeld({ expected, sampledRows }: FilePreview, held: number, share = 1): ExpectedSize | null {
  if (!expected) return held < SMALL ? null : { rows: sampledRows, memory: BASE_MEMORY + held, fixed: BASE_MEMORY + held, held };
  const { rows, memory, fixed = 0 } = expected;
  return { rows, memory: fixed + share * (memory - fixed) + held, fixed: fixed + held, held };
}

/** Bytes of all columns within a value, and of the names that they share. */
function bytesOf(value: unknown, seen = new Set<unknown>()): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (isNames(value)) return value.reduce((sum, name) => sum + NAME_MEMORY + 2 * name.length, 0);
  return Object.values(value).reduce((sum: number, part) => sum + bytesOf(part, seen), 0);
}

const isNames = (value: object): value is readonly string[] => Array.isArray(value) && typeof value[0] === 'string';
