import type { RoleReason } from '../protocol/ingest';
import { TEXT_ROLES, type ColumnRole } from '../protocol/recipe';
import { isFigureFormat } from './epochs';
import { besides, byContent, isCount } from './content-roles';
import { isOrderKind } from './event-words';
import { headerScore, normalName, squeezedName, type Role } from './header-words';
import { orderStateShare } from './order-states';
import type { ColumnFacts } from './profile';
import { withDoubts } from './role-doubts';

export interface ProposedRole {
  readonly role: ColumnRole;
  readonly reason: RoleReason;
}

export interface Candidate {
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
const AMOUNT = /^(?:amount|amt)$/;
const CARD = /^loyaltycard$/;
/** Names that say no more than that there are kinds. */
const BARE_TYPE = /^(?:type|typ|类型)$/;
/** A column that is filled so far loses nothing against others of its role. */
const FILLED = 0.95;
/** `9:05`, `21:05:33`, `9:05 PM`. */
const TIME_OF_DAY = /^\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?$/i;
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
  const named = hasHeader
    ? withDoubts(
        facts,
        facts.flatMap((column, i) => byHeader(column, i)),
      )
    : [];
  const proposed = assign(facts.length, named);
  const taken = new Set(proposed.map(({ role }) => role));
  const beside = besides(facts);
  const guesses = facts
    .flatMap((column, i) => byContent(column, i, facts.length, hasHeader, taken, beside))
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
      return column.numericShare > MOSTLY && !textDated && !isFlagOrCount(column) ? 1 : 0;
    case 'quantity':
      return column.numericShare > MOSTLY && !textDated ? 1 : 0;
    case 'event':
      if (textDated || column.distinct > 2000) return 0;
      return column.distinct * 2 > column.cells && column.cells > 100 ? 0.3 : 1;
    case 'status':
      return orderStateShare(column.values ?? []) > 0.5 ? 1 : 0;
    case 'user':
      // Cards have kinds, too.
      if (textDated || (CARD.test(squeezedName(column.name)) && !column.examples.every((example) => /\d/.test(example)))) return 0;
      return column.distinct === column.cells && column.cells > 100 ? 0.9 : 1;
    case 'item':
      return textDated ? 0 : column.distinct === column.cells && column.cells > 100 ? 0.9 : 1;
    default:
      return textDated ? 0 : 1;
  }
}

/** Whether, or how often, something was bought or paid, under a name that amounts have, too. */
function isFlagOrCount({ name, wholeShare, largest }: ColumnFacts): boolean {
  const called = normalName(name);
  return wholeShare === 1 && ((called === 'purchase' && largest < 100) || (/^(?:paid|payment)$/.test(called) && largest <= 1));
}
