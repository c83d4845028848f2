import type { MethodFigures, Outcome } from '../../../../workers/protocol/comparison';

export type FigureColumn = 'silhouette' | 'daviesBouldin' | 'stability' | Outcome;

/** The greatest figure of each column, by {@link scoreOf}. */
export type BestFigures = ReadonlyMap<FigureColumn, number>;

/** The greater the better; null where there is no figure. Of an outcome what is explained beyond chance, so that more segments are no advantage. */
function scoreOf(column: FigureColumn, { silhouette, daviesBouldin, stability, outcomes }: MethodFigures): number | null {
  if (column === 'silhouette') return silhouette;
  if (column === 'daviesBouldin') return daviesBouldin === null ? null : -daviesBouldin;
  if (column === 'stability') return stability.value;
  const separation = outcomes?.[column];
  return separation ? separation.explained.value - separation.shuffled : null;
}

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
