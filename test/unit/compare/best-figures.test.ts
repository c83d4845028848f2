import { describe, expect, it } from 'vitest';
import { bestFigures, isBest, type FigureColumn } from '../../../src/screens/segments/methods/best-figures';
import type { MethodFigures } from '../../../workers/protocol/comparison';

const COLUMNS: readonly FigureColumn[] = ['silhouette', 'daviesBouldin', 'stability', 'value', 'churn'];

function row(
  k: number,
  silhouette: number | null,
  daviesBouldin: number,
  stability: number,
  explained: number,
  shuffled: number,
): MethodFigures {
  const separation = { explained: { value: explained, low: 0, high: 1 }, shuffled, shuffledHigh: 1, spread: 1, users: 100 };
  return {
    method: 'kmeans',
    k,
    noise: 0,
    silhouette,
    daviesBouldin,
    stability: { value: stability, low: 0, high: 1 },
    outcomes: { value: separation, churn: separation },
  };
}

describe('the best figure of a column', () => {
  const rows = [row(2, 0.4, 1.2, 0.904, 0.2, 0.01), row(3, null, 0.8, 0.901, 0.25, 0.1), row(4, 0.3, 0.9, 0.7, 0.1, 0.02)];
  const marked = (of: readonly MethodFigures[], column: FigureColumn) => {
    const best = bestFigures(COLUMNS, of);
    return of.filter((one) => isBest(best, column, one)).map(({ k }) => k);
  };

  it('is the greatest, of Davies–Bouldin the least, of an outcome what is most beyond chance; those that read alike are both', () => {
    expect(marked(rows, 'silhouette')).toEqual([2]);
    expect(marked(rows, 'daviesBouldin')).toEqual([3]);
    expect(marked(rows, 'stability')).toEqual([2, 3]);
    expect(marked(rows, 'value')).toEqual([2]);
    expect(marked(rows, 'churn')).toEqual([2]);
  });

  it('is none where there is nothing to compare', () => {
    for (const column of COLUMNS) expect(marked(rows.slice(0, 1), column)).toEqual([]);
    expect(marked([rows[1]!, rows[0]!], 'silhouette')).toEqual([]);
    expect(marked(rows, 'repurchase')).toEqual([]);
  });
});
