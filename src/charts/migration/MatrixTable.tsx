import type { CSSProperties, FocusEvent, KeyboardEvent, SyntheticEvent } from 'react';
import { AWAY } from '../../../workers/protocol/movement';
import { useFormat } from '../../i18n/format';
import { segmentToken } from '../palette';
import { sidesOf, type FlowCell, type FlowTable } from './flows';
import { heatOf } from './heat';
import { useRoving } from './roving';
import { flowKey, placeName, type MigrationWords } from './words';
import styles from './migration.module.css';

interface Props {
  readonly table: FlowTable;
  readonly words: MigrationWords;
  readonly shares: boolean;
  readonly selected: string | null;
  readonly title: string;
  readonly help: string;
  readonly onFlow: (cell: FlowCell) => void;
  readonly onHover: (cell: FlowCell | null, x?: number, y?: number) => void;
}

/** From where (rows) to where (columns). Every cell with users is a button; the diagonal, those who stay, is quiet. */
export function MatrixTable({ table, words, shares, selected, title, help, onFlow, onHover }: Props) {
  const format = useFormat();
  const { cells, rowTotals, columnTotals, all } = table;
  const { rows, columns } = sidesOf(table);
  const side = columns.length;
  const heat = heatOf(table, shares);
  const first = cells.flat().findIndex(({ users }) => users > 0);
  const { stop, onKeyDown, visit } = useRoving(rows.length * side, side, Math.max(0, first));
  const figure = (users: number, share: number) =>
    shares ? format.percent(share, share > 0 && share < 0.01 ? 1 : 0) : format.number(users);
  const head = (where: 'from' | 'to', id: number) => (
    <span className={styles.place}>
      <span
        className={styles.dot}
        data-away={id === AWAY || undefined}
        style={id === AWAY ? undefined : { backgroundColor: segmentToken(id) }}
      />
      {placeName(words, where, id)}
    </span>
  );
  const show = (cell: FlowCell) => (event: SyntheticEvent<HTMLElement>) => {
    const frame = event.currentTarget.closest(`.${styles.frame}`)!.getBoundingClientRect();
    const box = event.currentTarget.getBoundingClientRect();
    onHover(cell, box.left + box.width / 2 - frame.left, box.bottom - frame.top);
  };
  const hide = (event: FocusEvent) => {
    if (!event.currentTarget.matches(':hover')) onHover(null);
  };
  return (
    <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
      <table className={styles.matrix} aria-describedby={help} onKeyDown={(event: KeyboardEvent) => onKeyDown(event)}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              {words.corner}
            </th>
            {columns.map((id) => (
              <th key={id} scope="col">
                {head('to', id)}
              </th>
            ))}
            <th scope="col" className={styles.total}>
              {words.total}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((from, row) => (
            <tr key={from} data-away={from === AWAY || undefined}>
              <th scope="row">{head('from', from)}</th>
              {cells[row]!.map((cell, column) => {
                const place = row * side + column;
                const stays = cell.from === cell.to;
                if (cell.from === AWAY && cell.to === AWAY) return <td key={cell.to} />;
                return (
                  <td key={cell.to} data-stays={stays || undefined} data-away={from === AWAY || cell.to === AWAY || undefined}>
                    {cell.users === 0 ? (
                      <span className={styles.zero}>{figure(0, 0)}</span>
                    ) : (
                      <button
                        type="button"
                        className={styles.cell}
                        style={{ '--heat': heat(cell) } as CSSProperties}
                        data-place={place}
                        tabIndex={stop === place ? 0 : -1}
                        aria-pressed={selected === flowKey(cell)}
                        aria-label={[figure(cell.users, cell.shareFrom), words.sentence(cell)].join(': ')}
                        onClick={() => {
                          visit(place);
                          onFlow(cell);
                        }}
                        onPointerEnter={show(cell)}
                        onPointerLeave={() => onHover(null)}
                        onFocus={show(cell)}
                        onBlur={hide}
                      >
                        {figure(cell.users, cell.shareFrom)}
                      </button>
                    )}
                  </td>
                );
              })}
              <td className={styles.total}>{format.number(rowTotals[row]!)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.total}</th>
            {columns.map((id, column) => (
              <td key={id} className={styles.total}>
                {figure(columnTotals[column]!, all > 0 ? columnTotals[column]! / all : 0)}
              </td>
            ))}
            <td className={styles.total}>{format.number(all)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
