import type { TFunction } from 'i18next';
import type { DateOrder } from '../../../workers/protocol/ingest';
import type { DateFormat } from '../../../workers/protocol/recipe';
import { clip, type Format } from '../../i18n/format';

/** Which of day and month was taken to come first and how sure that is; undefined where the dates have one reading, or another format is chosen. */
export function dateOrderSentence(found: DateOrder | null, chosen: DateFormat, t: TFunction, format: Format): string | undefined {
  if (found === null || chosen !== found.order) return undefined;
  const key = found.basis === 'day' ? (found.against > 0 ? 'mixed' : 'proved') : found.basis;
  return t(`dateOrder.${key}`, {
    order: t(`dateOrder.${found.order}`),
    proofs: format.number(found.proofs),
    against: format.number(found.against),
    cells: format.number(found.cells),
    example: clip(found.example, 40),
  });
}
