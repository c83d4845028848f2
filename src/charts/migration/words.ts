import { AWAY } from '../../../workers/protocol/movement';
import type { FlowCell } from './flows';

/** What the pictures of a migration say, made by the screen: the charts know neither names nor windows. */
export interface MigrationWords {
  /** Name of a segment, which need not be the same on both sides. */
  readonly name: (id: number, side: 'from' | 'to') => string;
  readonly from: string;
  readonly to: string;
  readonly entered: string;
  readonly left: string;
  readonly total: string;
  readonly corner: string;
  /** A flow as a sentence, and what share of either side it is. */
  readonly sentence: (cell: FlowCell) => string;
  readonly shares: (cell: FlowCell) => readonly string[];
}

/** What stands beside a row or bar (before) or above a column or bar (after). */
export function placeName(words: MigrationWords, side: 'from' | 'to', id: number): string {
  if (id !== AWAY) return words.name(id, side);
  return side === 'from' ? words.entered : words.left;
}

/** The key of a flow among those of its migration. */
export const flowKey = ({ from, to }: Pick<FlowCell, 'from' | 'to'>): string => `${from}>${to}`;
