import { wilson } from '../math/statistics';
import { KIND, type EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Segmentation } from '../protocol/model';
import type { SegmentPortrait } from '../protocol/portraits';
import { segmentFacts } from './facts';
import { labelFigures } from './labels';
import { nameSegments } from './naming';
import { segmentTraits } from './traits';
import { segmentWords } from './words';

const DAY = 86_400_000;

/**
 * A portrait of each segment, in id order: its size and share (Wilson, 95 %), the net revenue of its users in the matrix's window and their
 * part of all, every feature beside the other users, a name from what sets it apart,
 * the outcomes that the file brings, and the words that stand out where it has text.
 */
export function portray(events: EventTable, matrix: FeatureMatrix, segmentation: Segmentation): SegmentPortrait[] {
  const facts = segmentFacts(events, matrix, segmentation);
  const traits = segmentTraits(matrix, segmentation);
  const overall = facts[segmentation.k]!;
  const subjects = traits.map((list, id) => ({ traits: list, facts: facts[id]! }));
  const names = nameSegments(subjects, {
    specs: matrix.specs,
    overall,
    browsing: hasBrowsing(events),
    timeless: events.timeless === true,
    purchaseTypes: new Set(events.purchaseCodes.map((code) => events.type.names[code]!)),
    days: (matrix.to - matrix.from) / DAY,
  });
  const labels = labelFigures(events, matrix, segmentation);
  const words = segmentWords(events, matrix, segmentation);
  return subjects.map(({ traits: list, facts: own }, id) => {
    const [shareLow, shareHigh] = wilson(own.users, matrix.users);
    const total = overall.revenue;
    return {
      id,
      size: own.users,
      share: own.users / matrix.users,
      shareLow,
      shareHigh,
      value: own.revenue,
      // A share of a total that is not above zero says nothing.
      valueShare: own.revenue !== null && total !== null && total > 0 ? own.revenue / total : null,
      traits: list,
      name: names[id]!,
      ...(labels[id]!.length > 0 ? { labels: labels[id]! } : {}),
      ...(words ? { words: words[id]! } : {}),
    };
  });
}

/** Whether the file shows more than purchases and refunds. */
function hasBrowsing(events: EventTable): boolean {
  for (let row = 0; row < events.rows; row++) if ((events.flags[row]! & KIND) === 0) return true;
  return false;
}
