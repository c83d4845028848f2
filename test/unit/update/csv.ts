import type { CodedColumn, EventTable } from '../../../workers/protocol/events';
import type { ColumnRole } from '../../../workers/protocol/recipe';
import { mappingOf } from '../ingest/support';

export interface Line {
  readonly user: string;
  readonly time: number;
  readonly type: string;
  readonly item: string;
  readonly category: string;
  readonly price: number;
  readonly quantity: number;
  readonly order: string;
  readonly session: string;
}

const ROLES: Readonly<Record<keyof Line, ColumnRole>> = {
  user: 'user',
  time: 'time',
  type: 'event',
  item: 'item',
  category: 'category',
  price: 'value',
  quantity: 'quantity',
  order: 'order',
  session: 'session',
};

export const COLUMNS = Object.keys(ROLES) as (keyof Line)[];
export const MAPPING = mappingOf(ROLES, { valueIs: 'unit', purchaseTypes: ['purchase'], refundTypes: ['refund'] });

export function csvOf(lines: readonly Line[]): string {
  const row = (line: Line) => COLUMNS.map((name) => (name === 'time' ? new Date(line.time).toISOString() : String(line[name]))).join(',');
  return [COLUMNS.join(','), ...lines.map(row)].join('\n') + '\n';
}

/** The table row by row in plain words, so that tables with other codes can be compared. */
export function spelledOut(events: EventTable): unknown[] {
  const of = (column: CodedColumn | null, row: number) =>
    column === null || column.codes[row]! < 0 ? null : column.names[column.codes[row]!];
  return events.userIds.flatMap((user, u) =>
    Array.from({ length: events.userOffsets[u + 1]! - events.userOffsets[u]! }, (_, i) => {
      const row = events.userOffsets[u]! + i;
      const { time, flags, value, quantity, type, item, category, order, session, purchaseCodes } = events;
      return {
        user,
        time: time[row],
        flags: flags[row],
        value: value?.[row] ?? null,
        quantity: quantity?.[row] ?? null,
        type: of(type, row),
        purchase: purchaseCodes.includes(type.codes[row]!),
        item: of(item, row),
        category: of(category, row),
        order: of(order, row),
        session:
          session === null || session.codes[row]! < 0
            ? null
            : session.keys.slice(2 * session.codes[row]!, 2 * session.codes[row]! + 2).join(),
      };
    }),
  );
}
