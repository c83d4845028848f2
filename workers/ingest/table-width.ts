import { columnKinds, fitOf, isHeaded, LONGEST_PREAMBLE, type SampledRecord } from './table-shape';

/** Records of one number of cells: how many, and between which places they stand. */
interface WidthGroup {
  readonly width: number;
  count: number;
  readonly first: number;
  last: number;
}

/**
 * The number of cells that most records have, at least two if any have. Where a first run of records of one width is followed by a run of
 * another, that is another table, and the first counts unless it is small, or a list of names and values above a table ({@link isListAbove}).
 */
export function tableWidth(records: readonly SampledRecord[]): number {
  const groups = new Map<number, WidthGroup>();
  for (const [i, { cells }] of records.entries()) {
    if (cells.length < 2) continue;
    const group = groups.get(cells.length) ?? { width: cells.length, count: 0, first: i, last: i };
    group.count++;
    group.last = i;
    groups.set(cells.length, group);
  }
  const ranked = [...groups.values()].sort((a, b) => b.count - a.count || a.first - b.first);
  const most = ranked[0];
  if (most === undefined) return records.length > 0 ? 1 : 0;
  const earlier = ranked.find(
    ({ count, first, last }) => count >= 3 && count * 4 >= most.count && last < most.first && last - first + 1 === count,
  );
  const found = earlier ?? most;
  const below = ranked.find((group) => isListAbove(found, group) && (isHeaded(records, group) || isBody(records, group, found)));
  return (below ?? found).width;
}

/** Whether the first records are a preamble of names and values, by their widths and numbers: two cells each, no more than a wider table has. */
function isListAbove(list: WidthGroup, table: WidthGroup): boolean {
  return list.width === 2 && table.width > 2 && list.last < table.first && list.count <= table.count && table.first < LONGEST_PREAMBLE;
}

/** Whether rows without names follow one another, more than the list above has, and some of their columns hold figures. */
function isBody(records: readonly SampledRecord[], { width, count, first, last }: WidthGroup, list: WidthGroup): boolean {
  if (count <= list.count || last - first + 1 !== count) return false;
  const kinds = columnKinds(
    records.slice(first, last + 1).map(({ cells }) => cells),
    width,
  );
  const { agree, contradict } = fitOf(records[first]!.cells, kinds);
  return agree > contradict && kinds.includes('figures');
}
