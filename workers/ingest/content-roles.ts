import type { RoleReason } from '../protocol/ingest';
import type { ColumnRole } from '../protocol/recipe';
import { isFigureFormat } from './epochs';
import { behaviourWords, purchaseTypesAmong } from './event-words';
import { normalName, type Role } from './header-words';
import type { ColumnFacts } from './profile';
import type { Candidate } from './roles';

const MOSTLY = 0.8;
/** Share of the rows of which one piece was bought, at least. */
const MOSTLY_ONE = 0.4;
/** Codes that come again and are not those of users. */
const NOT_PEOPLE =
  /(?:^|_)(?:seller|vendor|merchant|store|shop|supplier|employee|staff|agent|campaign|ad|adgroup|product|item|sku|order|session|visit|brand|category|page|site|app|coupon|review|transaction|payment|parent|event|message|request|trace|insert|batch|file)(?:_|$)|商家|店铺|门店/;
/** A word of letters and digits, as codes are. */
const CODE = /^(?=.*\d)(?=.*[a-z])[\w-]{8,}$/i;
/** A long word of letters and digits that nobody would think of: a hash, or an id in Base64. */
const TOKEN = /^(?=.*\d)(?=.*[a-z])[\w+/-]{20,}={0,2}$/i;

/**
 * The roles that a column's cells speak for.
 *
 * @param columns how many the file has
 * @param taken the roles that names have given
 */
export function byContent(
  column: ColumnFacts,
  index: number,
  columns: number,
  hasHeader: boolean,
  taken: ReadonlySet<ColumnRole>,
): Candidate[] {
  const found: Candidate[] = [];
  if (column.cells === 0) return found;
  // Further left is likelier where nothing else tells two columns apart.
  const place = 1 - index / (columns * 10);
  const add = (role: Role, score: number, reason: RoleReason) => found.push({ column: index, role, score: score * place, reason });

  const format = column.dateFormats.find((each) => each !== 'excel');
  const textDate = format !== undefined && !isFigureFormat(format);
  if (format !== undefined && (textDate ? format !== 'yyyymmdd' || !hasHeader : !hasHeader)) {
    add('time', textDate ? 90 : 80, { key: 'looks-like-dates', params: { format } });
    if (textDate) return found;
  }
  const values = column.values?.map(({ value }) => value) ?? [];
  const words = behaviourWords(values);
  if (words >= 2 || (words === 1 && values.length <= 20 && purchaseTypesAmong(values).length > 0)) {
    add('event', 70, { key: 'few-values', params: { distinct: column.distinct } });
  }
  const repeats = column.distinct >= 2 && column.distinct < column.cells;
  const figures = column.numericShare > MOSTLY;
  const whole = column.wholeShare > MOSTLY;
  const name = normalName(column.name);
  const saysId = /(?:^|_)(?:id|key|hash|uuid|guid)$|编号|账号|帐号/.test(name) && !NOT_PEOPLE.test(name);
  const all = (pattern: RegExp) => column.examples.length > 0 && column.examples.every((example) => pattern.test(example));
  const looksLikeId = all(/@|^[\da-f-]{12,}$|^[a-z]+[_-]?\d{2,}$/i);
  const isToken = !NOT_PEOPLE.test(name) && all(TOKEN);
  const idLike = repeats && column.distinct > Math.min(20, column.cells / 50);
  // Addresses name people, whatever the column is called.
  const areAddresses = all(/^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i);
  if (
    idLike &&
    (hasHeader
      ? areAddresses || (!figures && ((looksLikeId && saysId) || isToken))
      : looksLikeId || isToken || (whole && column.distinct > 10))
  ) {
    add('user', 60, { key: 'looks-like-ids', params: { distinct: column.distinct, rows: column.cells } });
  }
  if (!hasHeader && figures && column.largest < 1e6) {
    // Places on a map and scores have more decimals, or fewer.
    if (!whole && all(/^[^.,]*(?:[.,]\d{1,4})?$/) && column.examples.some((example) => /[.,]\d{2}/.test(example)))
      add('value', 50, { key: 'looks-like-money' });
    else if (isCount(column)) add('quantity', 40, { key: 'whole-numbers' });
  }
  // Beside the users, who mostly stand before it, what they looked at or bought.
  if (!hasHeader && idLike && column.distinct > 20 && (looksLikeId || all(CODE) || (whole && column.largest >= 100)))
    add('item', 30, { key: 'looks-like-ids', params: { distinct: column.distinct, rows: column.cells } });
  return found;
}

/** Of how many something was bought: whole numbers of three digits at most, mostly 1. */
export function isCount({ wholeShare, largest, values, topShare }: ColumnFacts): boolean {
  return (
    wholeShare === 1 && largest < 1000 && values !== null && values.length > 1 && Number(values[0]!.value) === 1 && topShare >= MOSTLY_ONE
  );
}
