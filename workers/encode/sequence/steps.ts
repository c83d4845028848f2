import { KIND, type CodedColumn, type EventTable } from '../../protocol/events';
import type { WindowRows } from '../../features/window-rows';

/** Where the rows of each user lie. */
export type StepRows = Pick<WindowRows, 'userIndex' | 'lo' | 'hi'>;

/** Rows of one user that happened as one: the lines of an order, the looks of a day in a file of dates. */
export interface Step {
  /** The first of its rows, which tells its time and its type. */
  readonly row: number;
  readonly rows: number;
  /** Money of its rows. */
  readonly value: number;
  /** Code of the topic of the row that moved the most money; −1 where no row has one. */
  readonly topic: number;
}

/** What an event is about: its category or, in a file without more than one, its item. */
export function topicColumn({ category, item }: EventTable): CodedColumn | null {
  if (category !== null && category.names.length > 1) return category;
  return item !== null && item.names.length > 1 ? item : null;
}

/** The steps of one user in order of time: rows in succession of one time, one type and one order, all of them purchases or none. */
export function* stepsOf(events: EventTable, lo: number, hi: number, topic: CodedColumn | null): Generator<Step, void, void> {
  const { time, type, flags, value, order } = events;
  for (let row = lo; row < hi;) {
    let end = row + 1;
    while (
      end < hi &&
      time[end] === time[row] &&
      type.codes[end] === type.codes[row] &&
      (flags[end]! & KIND) === (flags[row]! & KIND) &&
      order?.codes[end] === order?.codes[row]
    ) {
      end++;
    }
    let sum = 0;
    let most = -1;
    let best = -1;
    for (let at = row; at < end; at++) {
      const money = value?.[at] ?? 0;
      sum += money;
      const code = topic?.codes[at] ?? -1;
      if (code >= 0 && Math.abs(money) > most) {
        most = Math.abs(money);
        best = code;
      }
    }
    yield { row, rows: end - row, value: sum, topic: best };
    row = end;
  }
}
