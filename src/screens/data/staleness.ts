import type { Draft, Run } from '../../workbench/store';
import type { Settings } from './settings-form';

/** Why the results on the other screens are older than what this screen shows; null if they are not. */
export type Staleness = 'file' | 'reading' | 'settings' | null;

export function staleness(run: Run | null, draft: Draft | null, settings: Settings): Staleness {
  if (!run || !draft) return null;
  if (run.quality !== draft.quality) {
    const same = run.fileName === draft.file.name && run.quality.fileSize === draft.file.size;
    // While the file is being read nothing can be said of the same file.
    if (same && draft.quality === null) return null;
    return same ? 'reading' : 'file';
  }
  const { seed, encoder, clustering, features } = run.result.recipe;
  const { track: _track, predict: _predict, assignment: _assignment, ...asked } = settings;
  return sameValue(asked, { seed, encoder, clustering, features }) ? null : 'settings';
}

/** Equality of plain data, whatever the order of keys. */
function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
