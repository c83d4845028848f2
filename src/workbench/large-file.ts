import type { ExpectedSize, FilePreview } from '../../workers/protocol/ingest';
import type { CleaningRecipe } from '../../workers/protocol/recipe';

/** Shares of the users that are offered as a sample. */
export const SAMPLE_SHARES = [0.5, 0.25, 0.1, 0.05, 0.02, 0.01] as const;

/** Of the memory that the device reports: the system, the browser and its other pages need the rest. */
const OURS = 0.5;
/** What is assumed of a device that does not say; many that do not are telephones. */
const UNKNOWN = 4e9;
/** What remains in memory of a row that is left out: its line and the reason. */
const LEFT_OUT = 5;

/** A file that probably needs more memory than there is. */
export interface LargeFile {
  readonly expected: ExpectedSize;
  /** Bytes that the device reports; null where it does not. */
  readonly device: number | null;
  /** Bytes that may be taken. */
  readonly limit: number;
  /** The largest sample offered that fits, or the smallest there is. */
  readonly share: number;
}

/**
 * Null where the file fits, or its size is known to be small.
 *
 * @param reported bytes that the device reports, null where it does not; without it, the device is asked
 */
export function largeFile(expected: ExpectedSize | null | undefined, reported?: number | null): LargeFile | null {
  if (!expected) return null;
  const device = reported === undefined ? deviceMemory() : reported;
  const limit = (device ?? UNKNOWN) * OURS;
  if (expected.memory <= limit) return null;
  return { expected, device, limit, share: SAMPLE_SHARES.find((share) => sampleMemory(expected, share) <= limit) ?? SAMPLE_SHARES.at(-1)! };
}

/** Bytes of memory that reading takes of a sample. */
export function sampleMemory({ memory, fixed = 0, rows }: ExpectedSize, share: number): number {
  return fixed + share * (memory - fixed) + (1 - share) * rows * LEFT_OUT;
}

/** What a file takes by itself where it was looked at while another was open; undefined where that is little, or is of a file that was seen to its end. */
export function withoutHeld({ held = 0, ...expected }: ExpectedSize): ExpectedSize | undefined {
  const { memory, fixed = 0 } = expected;
  if (held === 0) return expected;
  return memory > fixed ? { ...expected, memory: memory - held, fixed: fixed - held } : undefined;
}

/** A draft whose file is too large; a sample that was chosen makes it smaller. */
export function largeDraft({ expected }: FilePreview, { sample }: CleaningRecipe): LargeFile | null {
  return sample ? null : largeFile(expected);
}

/** Memory of the device in bytes, rounded and capped by the browser; null where it does not say. */
function deviceMemory(): number | null {
  const { deviceMemory: gigabytes } = navigator as Navigator & { readonly deviceMemory?: number };
  return gigabytes === undefined ? null : gigabytes * 2 ** 30;
}
