import type { RunInfo, RunSegment } from '../../../workers/protocol/runs';
import { i18n } from '../../i18n';
import { clip, formatFor } from '../../i18n/format';
import { segmentName } from '../../i18n/names';
import type { Language } from '../../workbench/names';
import { encoderWords } from './difference-words';

/** What the person called the run, or what it is. */
export function runName({ name, recipe, segments }: RunInfo, language: Language): string {
  if (name) return clip(name, 80);
  const t = i18n.getFixedT(language);
  return t('models.runs.name', {
    encoder: encoderWords(recipe.encoder.kind, language),
    segments: t('models.runs.segments', { count: segments.length }),
  });
}

export const runTime = ({ at }: RunInfo, language: Language): string =>
  formatFor(language).dateTime(at, Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Names of a run's segments, by number. */
export function segmentNames(segments: readonly RunSegment[], language: Language): Record<number, string> {
  return Object.fromEntries(segments.map(({ number, name, typed }) => [number, typed ?? segmentName(name, language)]));
}
