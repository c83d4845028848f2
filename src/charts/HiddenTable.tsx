import { memo, useDeferredValue } from 'react';
import styles from './chart.module.css';

/** The same figures as a table, for those who hear the page. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Props {
  readonly caption: string;
  /** Memoise it; it is called when the page has time. */
  readonly table: () => ChartTable;
  /** For all eyes, where there is no picture. */
  readonly shown?: boolean;
}

/** Hundreds of rows, so that it follows the picture in slices, when nothing urgent is waiting. */
export function HiddenTable({ caption, table, shown = false }: Props) {
  const late = useDeferredValue<Props['table'] | null>(table, null);
  return <Rows caption={caption} table={late} shown={shown} />;
}

interface RowsProps extends Required<Omit<Props, 'table'>> {
  readonly table: Props['table'] | null;
}

const Rows = memo(function Rows({ caption, table, shown }: RowsProps) {
  const { columns, rows } = table?.() ?? { columns: [], rows: [] };
  return (
    <div className={shown ? styles.shown : styles.hidden} tabIndex={shown ? 0 : undefined}>
      <table>
        <caption className={styles.caption}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, i) => (
            <Row key={i} cells={cells} />
          ))}
        </tbody>
      </table>
    </div>
  );
});

const Row = memo(
  function Row({ cells }: { cells: readonly string[] }) {
    return (
      <tr>
        {cells.map((cell, i) =>
          i === 0 ? (
            <th key={i} scope="row">
              {cell}
            </th>
          ) : (
            <td key={i}>{cell}</td>
          ),
        )}
      </tr>
    );
  },
  // While a network learns, each update adds rows and leaves the others as they were.
  ({ cells: before }, { cells: after }) => before.length === after.length && before.every((cell, i) => cell === after[i]),
);
