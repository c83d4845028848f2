import type { RoleReason } from '../protocol/ingest';
import { TEXT_ROLES, type ColumnRole } from '../protocol/recipe';
import { isFigureFormat } from './epochs';
import { behaviourWords, isOrderKind, purchaseTypesAmong } from './event-words';
import { headerScore, normalName, squeezedName, type Role } from './header-words';
import { orderStateShare } from './order-states';
import type { ColumnFacts } from './profile';

export interface ProposedRole {
  readonly role: ColumnRole;
  readonly reason: RoleReason;
}

interface Candidate {
  readonly column: number;
  readonly role: Role;
  readonly score: number;
  readonly reason: RoleReason;
}

const ROLES: readonly Role[] = ['user', 'time', 'event', 'item', 'category', 'value', 'quantity', 'order', 'session', 'status'];
/** Roles that a column beside the known ones of a layout, or a key of a JSON column, may have. */
const FREE_ROLES: readonly Role[] = ['item', 'category', 'value', 'quantity', 'order', 'session'];
export const OTHER: ProposedRole = { role: 'other', reason: { key: 'unused' } };
const MOSTLY = 0.8;
const LISTED = 60;
/** Names that a text about anything may have. */
const ABOUT = /^(?:description|title)$/;
/** What systems write for users who did not say who they are. */
const NOBODY =
  /^(?:0+|-1|guest|anonymous|unknown|unregistered|\(?not set\)?|gast|invité|invitado|ospite|convidado|ゲスト|游客|匿名|未登录)$/i;
/** So many times as many rows as a user has on average are those of all who said nothing. */
const CROWD = 3;
/** Two words and more without a figure: two people may have the same name. */
const FULL_NAME = /^\p{L}[^\d@]*\s\p{L}/u;
/** Share of the rows of which one piece was bought, at least. */
const MOSTLY_ONE = 0.4;
const AMOUNT = /^(?:amount|amt)$/;
/** Names that say no more than that there are kinds. */
const BARE_TYPE = /^(?:type|typ|类型)$/;
/** From so many cells on it says something that all are alike, or none. */
const ENOUGH_CELLS = 20;
/** A column that is filled so far loses nothing against others of its role. */
const FILLED = 0.95;
/** Codes that come again and are not those of users. */
const NOT_PEOPLE =
  /(?:^|_)(?:seller|vendor|merchant|store|shop|supplier|employee|staff|agent|campaign|ad|adgroup|product|item|sku|order|session|visit|brand|category|page|site|app|coupon|review|transaction|payment|parent|event|message|request|trace|insert|batch|file)(?:_|$)|商家|店铺|门店/;
/** `9:05`, `21:05:33`, `9:05 PM`. */
const TIME_OF_DAY = /^\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?$/i;
/** A word of letters and digits, as codes are. */
const CODE = /^(?=.*\d)(?=.*[a-z])[\w-]{8,}$/i;
/** A long word of letters and digits that nobody would think of: a hash, or an id in Base64. */
const TOKEN = /^(?=.*\d)(?=.*[a-z])[\w+/-]{20,}={0,2}$/i;
/** `*.properties.revenue` is a property called `revenue`, `events.aid` a field of an event. */
const CONTAINER =
  /^.*(?:properties|props|params|traits)[._]|^(?:events|hits|actions|activities|orders|transactions|purchases|history|visits)\./i;
/** A title or description may be the page's. */
const NAMES_ITEM = /product|item|sku|article|goods|asin|upc|ean|isbn|商品|宝贝|货号|产品/;

/**
 * Proposes a role for each column: by what its header says where the cells bear it out, else by what the cells look like. Each role is
 * given at most once. In a file with a header, a user is not guessed from figures alone, since any code repeats.
 */
export function proposeRoles(facts: readonly ColumnFacts[], hasHeader: boolean): ProposedRole[] {
  const named = hasHeader ? facts.flatMap((column, i) => byHeader(column, i)) : [];
  const proposed = assign(facts.length, named);
  const taken = new Set(proposed.map(({ role }) => role));
  const guesses = facts
    .flatMap((column, i) => byContent(column, i, facts.length, hasHeader))
    .filter(({ column, role }) => !taken.has(role) && proposed[column] === OTHER);
  return withoutKinds(facts, countedAmounts(facts, assign(facts.length, guesses, proposed)));
}

/**
 * Where nothing else is the quantity, a column called “amount” whose cells are whole and mostly 1 is one, and money stands in the column that is called after a price or
 * sales.
 */
function countedAmounts(facts: readonly ColumnFacts[], proposed: readonly ProposedRole[]): ProposedRole[] {
  const amount = proposed.findIndex(({ role }) => role === 'value');
  const counted =
    amount >= 0 &&
    !proposed.some(({ role }) => role === 'quantity') &&
    AMOUNT.test(normalName(facts[amount]!.name)) &&
    isCount(facts[amount]!);
  if (!counted) return [...proposed];
  const others = facts.flatMap((column, i) => (i === amount || proposed[i] !== OTHER ? [] : byHeader(column, i)));
  const [money] = others.filter(({ role }) => role === 'value').sort((a, b) => b.score - a.score || a.column - b.column);
  if (money === undefined) return [...proposed];
  const { reason } = money;
  return proposed.map((each, i) =>
    i === money.column ? { role: 'value', reason } : i === amount ? { role: 'quantity', reason: each.reason } : each,
  );
}

/**
 * In a file each of whose rows is an order with an amount, a column called “type” all of whose values are known kinds of orders is no event: with it as the event no row
 * would be a purchase. Ledgers have such a column, too, whose types are no kinds of orders: theirs stays.
 */
function withoutKinds(facts: readonly ColumnFacts[], proposed: ProposedRole[]): ProposedRole[] {
  const event = proposed.findIndex(({ role }) => role === 'event');
  const values = facts[event]?.values;
  if (values == null || !BARE_TYPE.test(squeezedName(facts[event]!.name))) return proposed;
  const of = (role: ColumnRole) => facts[proposed.findIndex((each) => each.role === role)];
  const isFull = (column: ColumnFacts | undefined) => column !== undefined && column.cells >= FILLED * (column.cells + column.missing);
  const order = of('order');
  const ofOrders = isFull(order) && isFull(of('value')) && order!.distinct >= FILLED * order!.cells;
  return !ofOrders || !values.every(({ value }) => isOrderKind(value)) ? proposed : proposed.map((each, i) => (i === event ? OTHER : each));
}

/** Of how many something was bought: whole numbers of three digits at most, mostly 1. */
function isCount({ wholeShare, largest, values, topShare }: ColumnFacts): boolean {
  return (
    wholeShare === 1 && largest < 1000 && values !== null && values.length > 1 && Number(values[0]!.value) === 1 && topShare >= MOSTLY_ONE
  );
}

/**
 * Gives roles that are still free to columns whose whole names are known for them.
 *
 * @param before the roles so far, by column
 * @param isKey whether a column is a key of a JSON column; such are taken after columns of the file
 * @param isOpen whether a column may be given a role
 */
export function proposeFree(
  facts: readonly ColumnFacts[],
  before: readonly ProposedRole[],
  isOpen: (column: number) => boolean,
  isKey: (column: number) => boolean,
): ProposedRole[] {
  const candidates = facts.flatMap((column, i) =>
    FREE_ROLES.flatMap((role): Candidate[] => {
      const name = column.name.replace(CONTAINER, '');
      const named = headerScore(name, role);
      if (!isOpen(i) || named < LISTED || (role === 'item' && !NAMES_ITEM.test(normalName(name)))) return [];
      const score = named * borneOut(column, role, true) * (isKey(i) ? 0.5 : 1);
      const reason: RoleReason = { key: isKey(i) ? 'json-key' : 'header', params: { header: column.name } };
      return score > 0 ? [{ column: i, role, score, reason }] : [];
    }),
  );
  return assign(facts.length, candidates, before);
}

/**
 * Gives the roles of texts to columns that nothing else wants and whose cells are words rather than figures or dates.
 *
 * @param before the roles so far, by column
 * @param listedOnly whether the whole name must be a known one, as beside the columns of a known layout
 */
export function proposeTexts(
  facts: readonly ColumnFacts[],
  before: readonly ProposedRole[],
  listedOnly: boolean,
  isKey: (column: number) => boolean,
): ProposedRole[] {
  const candidates = facts.flatMap((column, i) =>
    TEXT_ROLES.flatMap((role): Candidate[] => {
      const named = headerScore(column.name.replace(CONTAINER, ''), role);
      if (named < (listedOnly || isKey(i) ? LISTED : 1) || !isWords(column)) return [];
      const reason: RoleReason = { key: isKey(i) ? 'json-key' : 'header', params: { header: column.name } };
      return [{ column: i, role, score: named * (isKey(i) ? 0.5 : 1), reason }];
    }),
  );
  return assign(facts.length, candidates, before);
}

function isWords({ distinct, numericShare, dateFormats, examples }: ColumnFacts): boolean {
  return distinct >= 2 && numericShare < 1 - MOSTLY && dateFormats.length === 0 && examples.some((example) => /\p{L}{2}/u.test(example));
}

function assign(columns: number, candidates: readonly Candidate[], before?: readonly ProposedRole[]): ProposedRole[] {
  const proposed = before === undefined ? Array.from({ length: columns }, () => OTHER) : [...before];
  const taken = new Set(proposed.map(({ role }) => role));
  for (const { column, role, reason } of [...candidates].sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (proposed[column] !== OTHER || taken.has(role)) continue;
    proposed[column] = { role, reason };
    taken.add(role);
  }
  return proposed;
}

function byHeader(column: ColumnFacts, index: number): Candidate[] {
  return ROLES.flatMap((role) => {
    const named = Math.max(headerScore(column.name, role), headerScore(column.name.replace(CONTAINER, ''), role));
    const score = named * borneOut(column, role, named >= LISTED);
    return score > 0 ? [{ column: index, role, score, reason: { key: 'header', params: { header: column.name } } }] : [];
  });
}

/** 0 where the cells contradict the role, a little under 1 where they leave doubt. `listed`: the whole header is a known name of the role. */
function borneOut(column: ColumnFacts, role: Role, listed: boolean): number {
  if (column.cells === 0) return 0;
  const dated = column.dateFormats.length > 0;
  const textDated = column.dateFormats.some((format) => !isFigureFormat(format) && format !== 'yyyymmdd');
  switch (role) {
    case 'time':
      // A column that says it is the time and cannot be read is proposed all the same, so that the dates are what the person hears about.
      // Days of a spreadsheet look like any figure of five digits.
      if (column.dateFormats[0] === 'excel') return listed ? 1 : 0;
      // A time of day belongs to a day that stands elsewhere.
      if (!dated && column.examples.every((example) => TIME_OF_DAY.test(example))) return 0.1;
      return dated ? 1 : !listed ? 0 : column.numericShare > MOSTLY ? 0.3 : 0.5;
    case 'value':
    case 'quantity':
      return column.numericShare > MOSTLY && !textDated ? 1 : 0;
    case 'event':
      if (textDated || column.distinct > 2000) return 0;
      // One and the same in all rows is the kind of the file rather than what happened.
      if (column.distinct === 1 && column.cells >= ENOUGH_CELLS) return 0.7;
      return column.distinct * 2 > column.cells && column.cells > 100 ? 0.3 : 1;
    case 'status':
      return orderStateShare(column.values ?? []) > 0.5 ? 1 : 0;
    case 'user':
      return textDated ? 0 : userDoubt(column);
    case 'item':
      if (textDated) return 0;
      // What a payment or message is about, in words, is no item.
      if (
        ABOUT.test(normalName(column.name)) &&
        (column.distinct === 1 || column.distinct === column.cells) &&
        column.cells >= ENOUGH_CELLS
      )
        return 0;
      return column.distinct === column.cells && column.cells > 100 ? 0.9 : 1;
    default:
      return textDated ? 0 : 1;
  }
}

/** Of several columns that could be the user: rather one that tells users apart, names nobody and is filled. */
function userDoubt({ cells, missing, distinct, topShare, examples }: ColumnFacts): number {
  if (distinct === 1 && cells >= ENOUGH_CELLS) return 0.3;
  // A user who is numbered 0 has not many times as many rows as the others.
  const nobody = topShare * distinct > CROWD && NOBODY.test(examples[0] ?? '') ? topShare : 0;
  const share = cells / (cells + missing);
  const told = share >= FILLED ? 1 : 0.5 + share / 2;
  return (
    (distinct === cells && cells > 100 ? 0.9 : 1) *
    (examples.every((example) => FULL_NAME.test(example)) ? 0.85 : 1) *
    told *
    (1 - nobody) ** 2
  );
}

function byContent(column: ColumnFacts, index: number, columns: number, hasHeader: boolean): Candidate[] {
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
