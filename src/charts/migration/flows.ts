import { AWAY, type Migration } from '../../../workers/protocol/movement';

/** A cell of a migration: who was in one segment and is in another. Segment numbers; AWAY: entering, leaving. */
export interface FlowCell {
  readonly from: number;
  readonly to: number;
  readonly users: number;
  /** Of the users of `from`, and of those of `to`. */
  readonly shareFrom: number;
  readonly shareTo: number;
}

/** A migration with its margins. */
export interface FlowTable {
  /** The segments, then AWAY. */
  readonly places: readonly number[];
  /** By row, then by column, nobody is away in both: in the order of `places`, unless rows or columns were left out. */
  readonly cells: readonly (readonly FlowCell[])[];
  /** Users by segment in the first window (AWAY: who entered), and in the second (AWAY: who left). */
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  /** Users active in either window. */
  readonly all: number;
  readonly before: number;
  readonly after: number;
  readonly entered: number;
  readonly left: number;
  /** Active in both windows, and those of them in another segment. */
  readonly both: number;
  readonly moved: number;
  /** The most users who went from one segment to another; null where none did. */
  readonly strongest: FlowCell | null;
}

/** Margins, shares and the finding of a migration. `order` sets the segments' order; those it leaves out follow. */
export function flowTable({ segments, counts }: Pick<Migration, 'segments' | 'counts'>, order: readonly number[] = segments): FlowTable {
  const known = order.filter((id) => segments.includes(id));
  const places = [...known, ...segments.filter((id) => !known.includes(id)), AWAY];
  const side = segments.length + 1;
  const at = (id: number) => (id === AWAY ? side - 1 : segments.indexOf(id));
  const usersOf = (from: number, to: number) => counts[at(from) * side + at(to)] ?? 0;
  const rowTotals = places.map((from) => places.reduce((sum, to) => sum + usersOf(from, to), 0));
  const columnTotals = places.map((to) => places.reduce((sum, from) => sum + usersOf(from, to), 0));
  const share = (users: number, of: number) => (of > 0 ? users / of : 0);
  const cells = places.map((from, row) =>
    places.map((to, column): FlowCell => {
      const users = usersOf(from, to);
      return { from, to, users, shareFrom: share(users, rowTotals[row]!), shareTo: share(users, columnTotals[column]!) };
    }),
  );
  const inside = cells.flat().filter(({ from, to }) => from !== AWAY && to !== AWAY);
  const movers = inside.filter(({ from, to, users }) => from !== to && users > 0);
  const all = rowTotals.reduce((sum, users) => sum + users, 0);
  const entered = rowTotals.at(-1)!;
  const left = columnTotals.at(-1)!;
  return {
    places,
    cells,
    rowTotals,
    columnTotals,
    all,
    before: all - entered,
    after: all - left,
    entered,
    left,
    both: inside.reduce((sum, { users }) => sum + users, 0),
    moved: movers.reduce((sum, { users }) => sum + users, 0),
    strongest: movers.reduce<FlowCell | null>((most, cell) => (cell.users > (most?.users ?? 0) ? cell : most), null),
  };
}

/** Segments of the rows and of the columns, which differ where empty ones are left out. */
export function sidesOf({ cells }: Pick<FlowTable, 'cells'>): { readonly rows: readonly number[]; readonly columns: readonly number[] } {
  return { rows: cells.map(([cell]) => cell!.from), columns: cells[0]!.map(({ to }) => to) };
}

/** The same without rows and columns that nobody is in, for a matrix: what asks for all `places` cannot be told from it. */
export function withoutEmpty(table: FlowTable): FlowTable {
  const { cells, rowTotals, columnTotals } = table;
  const row = (_: unknown, at: number) => rowTotals[at]! > 0;
  const column = (_: unknown, at: number) => columnTotals[at]! > 0;
  if (!rowTotals.some(row)) return table;
  return {
    ...table,
    cells: cells.filter(row).map((of) => of.filter(column)),
    rowTotals: rowTotals.filter(row),
    columnTotals: columnTotals.filter(column),
  };
}

/** The same without those who entered or left: who is in both windows, and where they went. */
export function withoutAway({ places, cells }: Pick<FlowTable, 'places' | 'cells'>): FlowTable {
  const counts = Float64Array.from(cells.flat(), ({ from, to, users }) => (from === AWAY || to === AWAY ? 0 : users));
  return flowTable({ segments: places.filter((id) => id !== AWAY), counts });
}

/** Flows with users in them, the largest first. */
export function flowsBySize({ cells }: Pick<FlowTable, 'cells'>): FlowCell[] {
  return cells
    .flat()
    .filter(({ users }) => users > 0)
    .sort((a, b) => b.users - a.users);
}
