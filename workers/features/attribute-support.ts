import { isAffirmative } from '../math/affirmative';
import type { EventTable } from '../protocol/events';
import type { AttributesSupport, AttributeSupport } from '../protocol/features';
import type { AttributeColumn } from '../protocol/tables';

/** Values of a category that get an indicator: at most so many, each of at least this share of the users. */
const MAX_LEVELS = 12;
const MIN_LEVEL_USERS = 0.01;
/** From this share of all users without a profile, or a value of it, on that is a feature, as long as as many have one. */
const MIN_FLAG_USERS = 0.1;

/** Which features the attributes give; undefined where there are none. Outcomes and texts give none. */
export function attributesSupport({ attributes, users }: EventTable): AttributesSupport | undefined {
  if (!attributes) return undefined;
  const { table, rowOf } = attributes;
  const known = rowOf.reduce((sum, row) => sum + (row >= 0 ? 1 : 0), 0);
  const isFlag = (without: number, having: number) => Math.min(without, having) >= MIN_FLAG_USERS * users;
  const columns = table.columns.flatMap((column): AttributeSupport[] => {
    const { as, label } = column;
    if (label || as === 'text') return [];
    const { counts, valued, filled, latest } = tally(column, rowOf);
    const told = valued - filled;
    const named = { name: column.name, as, flag: isFlag(known - told, told), latest, other: false };
    if (as === 'ordered') return [{ ...named, levels: column.coded!.names }];
    return [as === 'category' ? { ...named, ...levelsOf(column.coded!.names, counts, valued, users) } : { ...named, levels: [] }];
  });
  return { columns, profileFlag: isFlag(users - known, known) };
}

interface Tally {
  /** Users by code of a category. */
  readonly counts: Float64Array;
  /** Users with a value, and those of them whose value was filled. */
  readonly valued: number;
  readonly filled: number;
  /** ms UTC of the latest date. */
  readonly latest: number;
}

function tally({ values, coded, filled: marks }: AttributeColumn, rowOf: Int32Array): Tally {
  const counts = new Float64Array(coded?.names.length ?? 0);
  let valued = 0;
  let filled = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (const row of rowOf) {
    if (row < 0) continue;
    const code = coded ? coded.codes[row]! : -1;
    const value = values ? values[row]! : Number.NaN;
    if (code >= 0) counts[code]!++;
    if (value > latest) latest = value;
    if (code >= 0 || !Number.isNaN(value)) valued++;
    if (marks?.[row] === 1) filled++;
  }
  return { counts, valued, filled, latest: Number.isFinite(latest) ? latest : 0 };
}

/** Of two values one says all: the one that affirms, else the rarer. */
function levelsOf(
  names: readonly string[],
  counts: Float64Array,
  valued: number,
  users: number,
): Pick<AttributeSupport, 'levels' | 'other'> {
  const codes = names.map((_, code) => code).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const frequent = codes.filter((code) => counts[code]! >= MIN_LEVEL_USERS * users).slice(0, MAX_LEVELS);
  const rest = valued - frequent.reduce((sum, code) => sum + counts[code]!, 0);
  const other = rest >= Math.max(1, MIN_LEVEL_USERS * users);
  if (frequent.length === 2 && !other) {
    const told = frequent.find((code) => isAffirmative(names[code]!)) ?? frequent[1]!;
    return { levels: [names[told]!], other };
  }
  return { levels: frequent.map((code) => names[code]!), other: other && frequent.length > 1 };
}
