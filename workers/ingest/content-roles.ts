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
const MOST_DECIMALS = 4;
/** As of 9.9, 4.5 and 20.0. */
const PRICE_END = /[.,][059]\D*$/;
/** Scores with one decimal are no greater. */
const LARGEST_SCORE = 10;
/** So many different counts of pieces at most, where they are not mostly 1. */
const MOST_COUNTS = 20;
/** Of ids a tenth ends in 0; of prices without decimals more. */
const MANY_ROUND = 0.3;
/** Codes that come again and are not those of users. */
const NOT_PEOPLE =
  /(?:^|_)(?:seller|vendor|merchant|store|shop|supplier|employee|staff|agent|campaign|ad|adgroup|product|item|sku|order|session|visit|brand|category|page|site|app|coupon|review|transaction|payment|parent|event|message|request|trace|insert|batch|file|path|url|uri|link|slug|utm|template|content|creative|artist|album|track|song|video|post|thread|conversation|ride)(?:_|$)|商家|店铺|门店/;
/** A word of letters and digits, as codes are. */
const CODE = /^(?=.*\d)(?=.*[a-z])[\w-]{8,}$/i;
/** A hash or UUID, and a long word of letters and digits. */
const HEX = /^(?=.*\d)(?=.*[a-f])[\da-f-]{20,}$/i;
const LONG_WORD = /^(?=.*\d)(?=.*[a-z])\w[\w+/-]{19,}={0,2}$/i;
const WORD = /^\p{L}{3,}$/u;
/** Share of the neighbours in a word of chance that are of another kind: small letters, great ones, digits. Of names that somebody thought of fewer are. */
const CHANGES = 0.3;
/** Share of the characters in runs that may be words: `SpringSale2024`. */
const MOST_IN_WORDS = 0.6;

/**
 * The roles that a column's cells speak for.
 *
 * @param columns how many the file has
 * @param taken the roles that names have given
 * @param beside what the columns of the file hold: see {@link besides}
 */
export function byContent(
  column: ColumnFacts,
  index: number,
  columns: number,
  hasHeader: boolean,
  taken: ReadonlySet<ColumnRole>,
  beside: { readonly money: boolean; readonly ratings: boolean },
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
  const isToken = !NOT_PEOPLE.test(name) && column.examples.every(isTokenText) && !taken.has('session');
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
  if (hasHeader) return found;
  if (figures && isMoney(column)) add('value', 50, { key: 'looks-like-money' });
  else if (figures && (isCount(column) || (beside.money && isSmallCount(column)))) add('quantity', 40, { key: 'whole-numbers' });
  // Beside the users, who mostly stand before it, what they looked at or bought.
  const isItemNumber =
    whole &&
    column.largest >= 100 &&
    column.roundShare < MANY_ROUND &&
    (beside.money || beside.ratings || column.distinct * 2 <= column.cells);
  if (idLike && column.distinct > 20 && (looksLikeId || all(CODE) || isItemNumber))
    add('item', 30, { key: 'looks-like-ids', params: { distinct: column.distinct, rows: column.cells } });
  return found;
}

/**
 * Figures most of which have decimals, as prices do: places on a map have more of them, scores and shares are smaller, and hours or weights with one decimal end in any
 * figure.
 */
function isMoney({ numericShare, wholeShare, largest, usualDecimals, examples }: ColumnFacts): boolean {
  const isPriced = largest > LARGEST_SCORE && examples.every((example) => PRICE_END.test(example));
  const decimals = usualDecimals >= 2 ? usualDecimals <= MOST_DECIMALS : isPriced;
  return numericShare > MOSTLY && wholeShare <= MOSTLY && largest < 1e6 && decimals;
}

/** Whether a column of the file looks like money, and whether it holds whole numbers alone, one of them a rating. */
export function besides(facts: readonly ColumnFacts[]): { readonly money: boolean; readonly ratings: boolean } {
  const isRating = (column: ColumnFacts) => column.distinct >= 4 && column.largest <= LARGEST_SCORE && !isCount(column);
  return { money: facts.some(isMoney), ratings: facts.every(({ wholeShare }) => wholeShare > MOSTLY) && facts.some(isRating) };
}

/** Whole numbers that count pieces if money stands beside them: alone they may be ratings. */
function isSmallCount({ wholeShare, largest, distinct }: ColumnFacts): boolean {
  return wholeShare === 1 && largest < 1000 && distinct > 1 && distinct <= MOST_COUNTS;
}

/** Of how many something was bought: whole numbers of three digits at most, mostly 1. */
export function isCount({ wholeShare, largest, values, topShare }: ColumnFacts): boolean {
  return (
    wholeShare === 1 && largest < 1000 && values !== null && values.length > 1 && Number(values[0]!.value) === 1 && topShare >= MOSTLY_ONE
  );
}

/** Whether nobody would think of the word: an id in hexadecimal digits or Base64. Paths and names of campaigns are words that somebody has put together. */
function isTokenText(text: string): boolean {
  if (HEX.test(text)) return true;
  if (!LONG_WORD.test(text) || text.split(/[-_/+]/).filter((part) => WORD.test(part)).length > 1) return false;
  const inWords = (text.match(/[A-Z]?[a-z]{3,}/g) ?? []).join('').length;
  if (inWords > MOST_IN_WORDS * text.length) return false;
  const kinds = [...text.replace(/[^\da-z]/gi, '')].map((each) => (/\d/.test(each) ? 0 : /[a-z]/.test(each) ? 1 : 2));
  return kinds.filter((kind, i) => i > 0 && kind !== kinds[i - 1]).length >= CHANGES * kinds.length;
}
