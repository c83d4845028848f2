import type { Recipe } from '../../../workers/protocol/recipe';
import { trainedWhole } from '../stopped-training';
import { useWorkbench, type WorkbenchState } from '../store';

type Settings = WorkbenchState['settings'];

export function changeSettings(change: Partial<Settings>): void {
  useWorkbench.setState(({ settings }) => ({ settings: { ...settings, ...change } }));
}

/** The settings for another file: a number of segments, what is dense, a period, a horizon and where a training was stopped were chosen by looking at the one before. */
export function forAnotherFile({ predict, ...settings }: Settings): Settings {
  const { density: _density, ...clustering } = settings.clustering;
  return {
    ...settings,
    encoder: trainedWhole(settings.encoder),
    // How its networks learn is no more of the one file than how the encoder does.
    ...(predict?.network ? { predict: { horizonDays: null, network: predict.network } } : {}),
    clustering: { ...clustering, k: null },
    features: { ...settings.features, from: null, to: null },
  };
}

/** All that a build needs to know; null before a file is open. */
export function recipeOf({ draft, settings }: WorkbenchState): Recipe | null {
  if (!draft) return null;
  const joined = (draft.joined ?? []).map(({ file, mapping }) => ({ file: file.name, mapping }));
  return { version: 1, ...settings, mapping: draft.mapping, cleaning: draft.cleaning, ...(joined.length > 0 ? { joined } : {}) };
}
