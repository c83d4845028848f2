import type { Draft } from '../../workbench/store';

/** Why the file cannot be read in another way; null if it can. */
export function fixedReading({ files = [], absent = [] }: Draft): 'absent' | 'added' | null {
  // What was added to the file cannot be read apart from it.
  if (files.length > 1) return 'added';
  return absent.length > 0 ? 'absent' : null;
}
