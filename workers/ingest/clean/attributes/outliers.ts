import type { AttributeDirt } from '../../../protocol/attribute-cleaning';
import type { OutlierMethod, OutlierSettings } from '../../../protocol/cleaning';
import type { AttributeColumn } from '../../../protocol/tables';
import { quotient } from '../amounts';
import { byIsolation, byRobustZ, clipBounds } from '../outliers';

/** Up to so many cells a way that nobody has chosen is counted, so that the page can say what it would touch. */
const COUNTED = { isolation: 200_000, others: 10_000_000 };

/** What became of the outliers: `columns` as clipping left them, rows to leave out and rows with a clipped number marked with 1. */
export interface Treated {
  readonly columns: readonly AttributeColumn[];
  readonly dropped: Uint8Array;
  readonly clipped: Uint8Array;
  readonly touches: AttributeDirt['touches'];
}

/**
 * Finds rows with a number far from the others of its column (isolation: rows far from the others by all numbers together). Outcomes are left as they are.
 *
 * @param counted ways that nobody has chosen are counted, too, where that is quick
 */
export async function treatOutliers(
  columns: readonly AttributeColumn[],
  rows: number,
  { method, low, high, z, score }: OutlierSettings,
  counted: boolean,
  pause: () => Promise<void>,
): Promise<Treated> {
  const numbers = columns.filter(({ as, label }) => as === 'number' && !label);
  const figures = numbers.map(({ values }) => values!);
  const marks = async (asked: OutlierMethod, most: number, find: () => Uint8Array | Promise<Uint8Array>) => {
    if (method !== asked && !(counted && rows * figures.length <= most)) return null;
    await pause();
    return figures.length === 0 ? new Uint8Array(rows) : find();
  };
  const bounds = new Map<AttributeColumn, readonly [number, number]>();
  const clipped = await marks('clip', COUNTED.others, () => {
    const beyond = new Uint8Array(rows);
    for (const column of numbers) {
      const [lower, upper] = clipBounds(column.values!, low, high).map((bound) => quotient(bound, 1)) as [number, number];
      bounds.set(column, [lower, upper]);
      column.values!.forEach((value, row) => {
        if (value < lower || value > upper) beyond[row] = 1;
      });
    }
    return beyond;
  });
  const far = await marks('z-score', COUNTED.others, () => byRobustZ(figures, z));
  const alone = await marks('isolation', COUNTED.isolation, () => byIsolation(figures, score, pause));
  const none = new Uint8Array(rows);
  return {
    columns: method === 'clip' ? columns.map((column) => within(column, bounds.get(column))) : columns,
    dropped: (method === 'z-score' ? far : method === 'isolation' ? alone : null) ?? none,
    clipped: (method === 'clip' ? clipped : null) ?? none,
    touches: { clip: countOf(clipped), zScore: countOf(far), isolation: countOf(alone) },
  };
}

function within(column: AttributeColumn, bounds: readonly [number, number] | undefined): AttributeColumn {
  if (bounds === undefined) return column;
  const [lower, upper] = bounds;
  // What is missing stays so: no comparison holds of it.
  return { ...column, values: column.values!.map((value) => (value < lower ? lower : value > upper ? upper : value)) };
}

const countOf = (marks: Uint8Array | null) => marks && marks.reduce((sum, mark) => sum + mark, 0);
