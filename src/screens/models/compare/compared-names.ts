import { NO_SEGMENT } from '../../../../workers/protocol/movement';
import type { ComparedNames } from '../../../../workers/protocol/runs';
import { i18n } from '../../../i18n';
import { clip } from '../../../i18n/format';
import type { Language } from '../../../workbench/names';
import { runName, runTime, segmentNames } from '../run-names';
import type { Compared } from './use-compared';

/** What the segments of two runs are called, by the numbers under which they are shown. */
export function comparedNames({ first, second, comparison: { shownAs } }: Compared, language: Language): ComparedNames {
  const t = i18n.getFixedT(language);
  const own = segmentNames(second.segments, language);
  const ofFirst = segmentNames(first.segments, language);
  const ofSecond = Object.fromEntries(second.segments.map(({ number }) => [shownAs[number]!, own[number]!]));
  const heading = (run: typeof first) => t('models.compare.option', { name: runName(run, language), when: runTime(run, language) });
  return {
    first: ofFirst,
    second: ofSecond,
    none: t('segments.none.name'),
    away: t('models.compare.away'),
    headings: [heading(first), heading(second)],
  };
}

/** The name of a segment in one of the runs, for a cell or a sentence. */
export function nameIn(names: ComparedNames, side: 'from' | 'to', id: number): string {
  if (id === NO_SEGMENT) return names.none;
  return clip((side === 'from' ? names.first : names.second)[id] ?? String(id + 1), 50);
}
