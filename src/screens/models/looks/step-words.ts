import type { TFunction } from 'i18next';
import type { ReadStep } from '../../../../workers/protocol/looks';
import type { TokenField } from '../../../../workers/protocol/sequences';
import { clip, type Format } from '../../../i18n/format';

const DAY = 86_400_000;
/** From so many days on a gap is told in days. */
const DAYS_FROM = 1.5;

/** What a token stands for, as the file has it. */
export function tokenWords(step: ReadStep, field: TokenField, zone: string, t: TFunction, format: Format): string {
  switch (field) {
    case 'type':
      return step.refund ? t('looks.user.refund', { type: clip(step.type, 24) }) : clip(step.type, 24);
    case 'topic':
      return step.topic === null ? '–' : clip(step.topic, 24);
    case 'value':
      return step.value === 0 ? '–' : format.money(step.value);
    case 'size':
      return t('looks.user.rows', { rows: format.number(step.rows) });
    case 'hour':
      return format.hour(step.time, zone);
    case 'weekday':
      return format.weekday(step.time, zone);
    case 'gap':
      if (step.gap === null) return t('looks.user.first');
      return step.gap < DAYS_FROM * DAY
        ? format.duration(step.gap / 1000)
        : t('looks.user.days', { days: format.number(step.gap / DAY, step.gap < 10 * DAY ? 1 : 0) });
  }
}

/** A step in a word or two: its type, unless all are of one, and what it is about. */
export function stepWords(step: ReadStep, typed: boolean, zone: string, t: TFunction, format: Format): string {
  const words = (field: TokenField) => tokenWords(step, field, zone, t, format);
  if (step.topic === null) return words('type');
  return typed || step.refund ? `${words('type')} · ${words('topic')}` : words('topic');
}
