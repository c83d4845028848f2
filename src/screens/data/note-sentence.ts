import type { TFunction } from 'i18next';
import { MARK_BASES, type PreviewNote } from '../../../workers/protocol/ingest';
import { PRESETS } from '../../../workers/protocol/recipe';
import { clip, type Format } from '../../i18n/format';

/** A note as a sentence: its figures as the language writes them, texts from the file cut to a line. */
export function noteSentence({ key, params }: PreviewNote, t: TFunction, format: Format): string {
  const preset = PRESETS.find((each) => each === params['preset']);
  const figures = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? clip(value, 120) : name === 'share' ? format.percent(value) : format.number(value),
  ]);
  const basis = MARK_BASES.find((each) => each === params['basis']);
  return t(`notes.${key}`, {
    ...Object.fromEntries(figures),
    layout: preset ? t(`data.file.presets.${preset}`) : '',
    why: basis ? t(`markBasis.${basis}`) : '',
  });
}
