import type { MethodFigures, Outcome } from '../../../../workers/protocol/comparison';

export type FigureColumn = 'silhouette' | 'daviesBouldin' | 'stability' | Outcome;

/** The greatest figure of each column, by {@link scoreOf}. */
export type BestFigures = ReadonlyMap<FigureColumn, number>;

/**
 * The greater the better, as exact as it is shown, so that figures that read alike are marked alike; null where there is no figure. Of an outcome it is what
 * is explained beyond chance, so that more segments are no advantage: of a rate its root, as Cramér's V is that of η².
 */
function scoreOf(column: FigureColumn, { silhouette, daviesBouldin, stability, outcomes }: MethodFigures): number | null {
  if (column === 'silhouette') return silhouette === null ? null : rounded(silhouette, 2);
  if (column === 'daviesBouldin') return daviesBouldin === null ? null : rounded(-daviesBouldin, 2);
  if (column === 'stability') return rounded(stability.value, 2);
  const separation = outcomes?.[column];
  if (!separation) return null;
  const beyond = separation.explained.value - separation.shuffled;
  return column === 'value' ? rounded(beyond, 3) : rounded(Math.sqrt(Math.max(0, beyond)), 2);
}

const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits);

/** Of one row alone nothing is best. */
export function bestFigures(columns: readonly FigureColumn[], rows: readonly MethodFigures[]): BestFigures {
  const best = new Map<FigureColumn, number>();
  for (const column of columns) {
    const scores = rows.map((row) => scoreOf(column, row)).filter((score) => score !== null);
    if (scores.length > 1) best.set(column, Math.max(...scores));
  }
  return best;
}

export function isBest(best: BestFigures, column: FigureColumn, row: MethodFigures): boolean {
  return best.has(column) && scoreOf(column, row) === best.get(column);
}
