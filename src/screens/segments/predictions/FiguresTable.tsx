import type { ReactNode } from 'react';
import { Term } from '../../../ui/Term';
import styles from './predictions.module.css';

interface Props<Model> {
  /** What the table is of, for who cannot see it. */
  readonly label: string;
  /** Heading of the column of figures. */
  readonly figure: string;
  readonly models: readonly Model[];
  readonly name: (model: Model) => string;
  readonly rows: readonly {
    readonly title: string;
    readonly note?: string;
    readonly value: (model: Model) => ReactNode;
  }[];
}

/** How good each of several models is: a row a figure, a column a model. */
export function FiguresTable<Model extends { readonly id: string }>({ label, figure, models, name, rows }: Props<Model>) {
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{figure}</th>
          {models.map((model) => (
            <th key={model.id} scope="col">
              {name(model)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ title, note, value }) => (
          <tr key={title}>
            <th scope="row">{note === undefined ? title : <Term note={note}>{title}</Term>}</th>
            {models.map((model) => (
              <td key={model.id} data-label={name(model)}>
                {value(model)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
