import type { AttributeProposal } from '../protocol/ingest';
import type { AttributeReason } from '../protocol/tables';
import { orderedBands } from './bands';
import { headerScore, normalName, squeezedName } from './header-words';
import type { ColumnFacts } from './profile';

/** Of a header whose whole name is known. */
const LISTED = 60;
/** Shares of the cells that must bear a type out, so that a few odd cells do not decide. */
const NEARLY_ALL = 0.95;
/** A column of this share of different values names the rows rather than describing them; with fewer cells that says nothing. */
const NEARLY_UNIQUE = 0.95;
const ENOUGH_CELLS = 50;
/** From this share of texts of several words on a column is text. */
const MOSTLY_WORDS = 0.5;
/** What names a person, a place or a program is no text, however many words it has. */
const NAMING =
  /(?:^|_)(?:name|surname|address|street|city|town|state|province|country|agent|url|link|path|company|employer)$|姓名|地址|住址|城市|公司|链接/;

/** Whole numbers under such a name are codes of something, which have no size. */
const CODES =
  /(?:^|_)(?:code|codes|type|zip|zipcode|postcode|postal|region|zone|system|systems|browser|channel|store|branch|cluster|group|segment)$|编码|代码|邮编/;
/** Columns that point to something else by number. */
const KEYS = /(?:^|_)(?:id|key)$|编号/;
const IDS = /(?:^|_)(?:id|key|hash|uuid|guid|no|number|email|phone|mobile|name)$|编号|账号|帐号|手机|邮箱|姓名/;
const DATED = /(?:^|_)(?:date|day|time|timestamp|at|since|birthday|birth)(?:_|$)|日期|时间|生日/;

/** Names of outcomes that people want to see beside segments, compared after squeezedName; those that need two values alone. */
const OUTCOMES = new Set(
  `churn churned churnlabel churnvalue churnflag ischurn attrition attritionflag exited left label target outcome class y response responded
   converted conversion isconverted purchased bought subscribed defaulted cancelled canceled retained revenue purchase deposit
   流失 是否流失 已流失 标签 是否购买 是否转化 是否复购`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

/**
 * What a column says of the users, decided over the sampled cells: a number, a date, a category, ordered bands, free text; or nothing that can be
 * used, and then why: constant, empty, an id, a category of more values than are listed (60).
 */
export function proposeAttribute(column: ColumnFacts): AttributeProposal {
  const outcome = column.distinct === 2 && OUTCOMES.has(squeezedName(column.name));
  if (outcome) return { as: 'category', label: true, reason: { key: 'outcome', params: {} } };
  const { as, reason } = typeOf(column);
  return { as, label: false, reason };
}

function typeOf(column: ColumnFacts): Omit<AttributeProposal, 'label'> {
  const { cells, distinct, values, numericShare, wholeShare, dateFormats } = column;
  const name = normalName(column.name);
  const left = (key: AttributeReason['key']) => ({ as: 'ignore' as const, reason: { key, params: { distinct } } });
  if (cells === 0) return left('empty');
  if (distinct === 1) return left('constant');
  const format = dateFormats[0];
  const plain = format === undefined || format.startsWith('epoch') || format === 'yyyymmdd' || numericShare >= NEARLY_ALL;
  if (format !== undefined && (!plain || DATED.test(name))) return { as: 'date', reason: { key: 'date', params: { format } } };
  const unique = cells >= ENOUGH_CELLS && distinct >= NEARLY_UNIQUE * cells;
  if (numericShare >= NEARLY_ALL) {
    if (distinct === 2) return { as: 'category', reason: { key: 'category', params: { distinct } } };
    const whole = wholeShare === 1;
    if (unique && whole && IDS.test(name)) return left('id');
    if (whole && (CODES.test(name) || KEYS.test(name))) {
      return values === null ? left('too-many') : { as: 'category', reason: { key: 'codes', params: { distinct } } };
    }
    return { as: 'number', reason: { key: 'number', params: { distinct } } };
  }
  const bands = values === null ? null : orderedBands(values.map(({ value }) => value));
  if (bands !== null) return { as: 'ordered', reason: { key: 'bands', params: { low: bands[0]!, high: bands.at(-1)! } } };
  if (isText(column, name) && (unique || values === null)) return { as: 'text', reason: { key: 'text', params: { distinct } } };
  if (unique) return left('id');
  return values === null ? left('too-many') : { as: 'category', reason: { key: 'category', params: { distinct } } };
}

/** Most of its values are of several words, or its name says that users wrote them. */
function isText({ name: header, severalWords, examples }: ColumnFacts, name: string): boolean {
  const written = headerScore(header, 'text') >= LISTED && examples.some((example) => /\p{L}{2}/u.test(example));
  return written || (severalWords >= MOSTLY_WORDS && !NAMING.test(name));
}
