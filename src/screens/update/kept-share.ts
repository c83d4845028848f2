import type { SegmentChange } from '../../../workers/protocol/update';
import type { Format } from '../../i18n/make-format';

/** A segment that keeps less of its users than this is hardly the same one: its name is to be read with care. */
export const FIRM = 0.85;

/** Share of a segment's users before who are in it after; 1 of a segment without users. */
export function keptShare({ usersBefore, shared }: SegmentChange): number {
  return usersBefore > 0 ? shared / usersBefore : 1;
}

/** In whole percent, with a decimal where that would say that nobody left. */
export function keptWords(share: number, format: Pick<Format, 'percent'>): string {
  return share < 1 && share >= 0.995 ? format.percent(Math.min(share, 0.999)) : format.percent(share, 0);
}
