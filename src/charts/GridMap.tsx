import { useCallback, useMemo } from 'react';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import { GRID_COLUMN, gridHeight, gridLeft, type GridMapData, type GridMapWords } from './grid-map';
import type { ChartTable } from './HiddenTable';

interface Props {
  readonly title: string;
  readonly fileName: string;
  /** Memoise both. */
  readonly data: GridMapData;
  readonly words: GridMapWords;
  /** The same figures for those who hear the page, where all of them would be too many; memoise it. */
  readonly table?: () => ChartTable;
}

/** A matrix as a picture. */
export function GridMap({ title, fileName, data, words, table }: Props) {
  const format = useFormat();
  const plan = useMemo<ChartPlan<'grid-map'>>(() => ({ kind: 'grid-map', data, words }), [data, words]);
  const every = useCallback((): ChartTable => {
    const { values, rows, columns, unit } = data;
    const figure = (value: number) => (Number.isNaN(value) ? '' : unit === 'share' ? format.percent(value) : format.significant(value));
    const cell = (row: number, column: number) => figure(values[row * columns.length + column]!);
    return {
      columns: [words.row, ...columns],
      rows: rows.map((name, row) => [name, ...columns.map((_, column) => cell(row, column))]),
    };
  }, [data, words, format]);
  return (
    <Chart
      title={title}
      plan={plan}
      table={table ?? every}
      fileName={fileName}
      height={gridHeight(data.rows.length, data.rowHeight)}
      minWidth={gridLeft(data.rowTicks) + data.columns.length * GRID_COLUMN + 12}
    />
  );
}
