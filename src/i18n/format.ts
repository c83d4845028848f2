import type { Language } from '../workbench/names';
import { useWorkbench } from '../workbench/store';
import { formatFor, type Format } from './make-format';

export { clip, formatFor, type Format } from './make-format';

/** The language on the screen. */
export function useLanguage(): Language {
  return useWorkbench((state) => state.language);
}

/** The format of the language on the screen. */
export function useFormat(): Format {
  return formatFor(useLanguage());
}
