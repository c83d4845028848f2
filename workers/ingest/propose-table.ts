import type { AttributeProposal, FilePreview, TableProposal } from '../protocol/ingest';
import type { AttributeKind, AttributeRecipe, MappingRecipe, TableKind } from '../protocol/recipe';
import type { TableReason } from '../protocol/tables';
import { proposeAttribute } from './attribute-column';
import { isMissingText } from './cells';
import { headerScore, normalName, squeezedName, type Role } from './header-words';
import type { ColumnFacts } from './profile';

/** From this share of different ids on, a row is an id's only one: a few second rows are duplicates. */
const ONE_ROW_EACH = 0.98;
/** Without anything that happened, more second rows are dirt, too. */
const MOSTLY_ONE_ROW = 0.8;
/** With fewer rows an id that never repeats may yet. */
const ENOUGH_ROWS = 20;
/** Users with several rows that must agree before a column is said never to change within one. */
const ENOUGH_USERS = 20;
const LISTED = 60;

const BRANDS = new Set(['brand', 'brandname', 'manufacturer', 'maker', 'vendor', '品牌', '厂商', '牌子']);
const TITLES = new Set([
  'title',
  'name',
  'productname',
  'itemname',
  'producttitle',
  'description',
  'producttype',
  '标题',
  '名称',
  '商品名称',
  '宝贝标题',
]);

/** Names of keys that do not say whose they are. */
const PLAIN_KEYS = new Set(['id', 'uid', 'guid', 'uuid', 'key', 'code', 'no', 'nr', '编号', '序号', '编码', '代码', 'コード', '番号']);

/** A name that ends as those of keys do. */
const ANY_KEY = /_(?:id|key|uuid|guid)$/;

/** Names of numbers of days. */
const DAY_OF_MONTH = /^(?:day|dayofmonth|month|tag|jour|dia|日|月)$/;

/** Roles that only a row of something that happened has. */
const OF_EVENTS: readonly Role[] = ['event', 'order', 'session'];

/** The preview with what one row of the file is taken for: events, users or items, and the mapping under each. */
export function withTableProposal(preview: FilePreview, facts: readonly ColumnFacts[], rows: readonly (readonly string[])[]): FilePreview {
  const { mapping, columns } = preview;
  const attributes = facts.map(proposeAttribute);
  const happened = columns.some(({ role }) => role === 'time' || (OF_EVENTS as readonly string[]).includes(role));
  const named = keyColumn(facts, 'user', happened ? ONE_ROW_EACH : MOSTLY_ONE_ROW);
  const plain = plainKey(facts);
  const itemNamed = keyColumn(facts, 'item', ONE_ROW_EACH);
  // Beside a key, what an item is called is no key.
  const item = plain >= 0 && itemNamed >= 0 && TITLES.has(squeezedName(facts[itemNamed]!.name)) ? plain : itemNamed;
  const session = aloneSession(preview, facts);
  const user = named < 0 ? session : named;
  const told = session >= 0 && named < 0 ? ofSessions(facts[session]!) : kindOf(preview, facts, user, item, plain);
  const { kind, reason } = told.reason.key === 'no-user-no-time' && plain >= 0 ? ofPlainKey(facts, plain, item === plain) : told;
  const mappings: Record<TableKind, MappingRecipe> = {
    events: mapping,
    users: usersMapping(mapping, facts, attributes, user < 0 ? plain : user),
    items: itemsMapping(mapping, facts, attributes, item < 0 ? plain : item),
  };
  const steady = kind === 'events' ? steadyColumns(columns, facts, attributes, rows) : [];
  const tables: TableProposal = { kind, reason, mappings, attributes, steady };
  return { ...preview, mapping: mappings[kind], tables };
}

/** The column that names the role best, among those of whose values at least such a share differ; −1 without one. */
function keyColumn(facts: readonly ColumnFacts[], role: 'user' | 'item', least: number): number {
  let best = -1;
  let most = 0;
  facts.forEach((column, i) => {
    const score = headerScore(column.name, role);
    if (score > most && isUnique(column, least)) {
      best = i;
      most = score;
    }
  });
  return best;
}

/** The column that numbers the rows: by a name that does not say whose, or the first of the file, called an id of anything. −1 without one. */
function plainKey(facts: readonly ColumnFacts[]): number {
  const bare = facts.findIndex((column) => PLAIN_KEYS.has(squeezedName(column.name)) && isUnique(column));
  const [first] = facts;
  return bare < 0 && first !== undefined && ANY_KEY.test(normalName(first.name)) && isUnique(first) ? 0 : bare;
}

/** The column of visits where each has one row and no column is the user: without one such rows are no events. −1 without such a column. */
function aloneSession({ columns, preset }: FilePreview, facts: readonly ColumnFacts[]): number {
  const session = columns.findIndex(({ role }) => role === 'session');
  const named = preset !== null || columns.some(({ role }) => role === 'user');
  return named || session < 0 || session >= facts.length || !isUnique(facts[session]!) ? -1 : session;
}

const ofSessions = ({ name }: ColumnFacts): Pick<TableProposal, 'kind' | 'reason'> => ({
  kind: 'users',
  reason: { key: 'one-row-a-session', params: { column: name } },
});

/**
 * A table whose key does not say what it is of: items where it says what they are called and of what kind, else users.
 *
 * @param ofTitles each row has a name of its own that items have
 */
function ofPlainKey(facts: readonly ColumnFacts[], key: number, ofTitles: boolean): Pick<TableProposal, 'kind' | 'reason'> {
  const params = { column: facts[key]!.name };
  const names = facts.map(({ name }) => squeezedName(name));
  const ofKinds = facts.some(({ name }) => headerScore(name, 'category') >= LISTED);
  const ofItems = ofTitles || (ofKinds && names.some((name) => TITLES.has(name) || BRANDS.has(name)));
  return ofItems
    ? { kind: 'items', reason: { key: 'one-row-an-item', params } }
    : { kind: 'users', reason: { key: 'one-row-a-user', params } };
}

const isUnique = ({ cells, distinct }: ColumnFacts, least = ONE_ROW_EACH) => cells > 0 && distinct >= least * cells;

function kindOf(
  { columns, preset }: FilePreview,
  facts: readonly ColumnFacts[],
  user: number,
  item: number,
  plain: number,
): Pick<TableProposal, 'kind' | 'reason'> {
  const placeOf = (role: Role) => columns.findIndex((column) => column.role === role);
  const told = (key: TableReason['key'], column: number): TableReason => ({ key, params: { column: columns[column]?.name ?? '' } });
  const ofEvents = OF_EVENTS.map(placeOf).find((column) => column >= 0) ?? -1;
  // Days of the month, of nobody: the figures of a table without events. Dates that cannot be read are still dates.
  const isDayOfMonth = ({ name, wholeShare, largest, dateFormats }: ColumnFacts) =>
    dateFormats.length === 0 && DAY_OF_MONTH.test(squeezedName(name)) && wholeShare === 1 && largest <= 31;
  const anybody = user >= 0 || ['user', 'item', 'event'].some((role) => placeOf(role as Role) >= 0);
  const named = placeOf('time');
  const time = named >= 0 && !anybody && ofEvents < 0 && facts[named] !== undefined && isDayOfMonth(facts[named]) ? -1 : named;
  const enough = user >= 0 && facts[user]!.cells >= ENOUGH_ROWS;
  if (time >= 0) {
    // A date that its name does not call the time of something may be one of the user's, beside what the user came to.
    const ofUser = columns[time]!.reason.key === 'looks-like-dates';
    const others: readonly Role[] = ofUser ? ['item', 'quantity'] : ['item', 'quantity', 'value'];
    const bare = preset === null && ofEvents < 0 && others.every((role) => placeOf(role) < 0);
    const key = user < 0 && ofUser && placeOf('user') < 0 ? plain : user;
    return bare && key >= 0 && facts[key]!.cells >= ENOUGH_ROWS
      ? { kind: 'users', reason: { key: 'one-row-a-user-dated', params: { user: facts[key]!.name, time: columns[time]!.name } } }
      : { kind: 'events', reason: told('has-time', time) };
  }
  if (user >= 0 && (enough || ofEvents < 0))
    return { kind: 'users', reason: told(isUnique(facts[user]!) ? 'one-row-a-user' : 'mostly-one-row-a-user', user) };
  const repeating = placeOf('user');
  if (repeating >= 0) return { kind: 'events', reason: told('user-repeats', repeating) };
  // Items of a few orders may differ all the same.
  const order = placeOf('order');
  if (order >= 0 && order < facts.length && !isUnique(facts[order]!)) return { kind: 'events', reason: told('event-columns', order) };
  if (item >= 0 && headerScore(facts[item]!.name, 'item') >= LISTED) return { kind: 'items', reason: told('one-row-an-item', item) };
  if (ofEvents >= 0) return { kind: 'events', reason: told('event-columns', ofEvents) };
  return { kind: 'users', reason: { key: 'no-user-no-time', params: {} } };
}

function usersMapping(
  mapping: MappingRecipe,
  facts: readonly ColumnFacts[],
  attributes: readonly AttributeProposal[],
  user: number,
): MappingRecipe {
  // The mark of amounts is one of events; here each column of numbers has its own.
  const { decimalMark: _, ...rest } = mapping;
  return {
    ...rest,
    kind: 'users',
    preset: null,
    columns: facts.map(({ name }, i) => ({ name, role: i === user ? 'user' : 'other' })),
    attributes: facts.flatMap((column, i) => {
      const { as, label } = attributes[i]!;
      return i === user ? [] : [{ name: column.name, as, label, ...writingOf(as, column) }];
    }),
  };
}

/** How a column's values are written, where that has to be said: its dates, and figures whose marks more than its own cells spoke for. */
function writingOf(
  as: AttributeKind,
  { dateFormats, decimalComma, markBasis }: ColumnFacts,
): Pick<AttributeRecipe, 'dateFormat' | 'decimalMark'> {
  if (as === 'date') return { dateFormat: dateFormats[0]! };
  // Said of other columns, too, which somebody may want as numbers.
  if (!decimalComma && markBasis === 'cells') return {};
  return { decimalMark: decimalComma ? ',' : '.' };
}

function itemsMapping(
  mapping: MappingRecipe,
  facts: readonly ColumnFacts[],
  attributes: readonly AttributeProposal[],
  item: number,
): MappingRecipe {
  const free = (i: number) => i !== item;
  const named = (names: ReadonlySet<string>) => facts.find(({ name }, i) => free(i) && names.has(squeezedName(name)))?.name;
  const scores = facts.map(({ name }, i) => (free(i) ? headerScore(name, 'category') : 0));
  const category = scores.indexOf(Math.max(...scores));
  const brand = named(BRANDS);
  const title = named(TITLES);
  const others = facts.flatMap(({ name }, i): AttributeRecipe[] => {
    const { as } = attributes[i]!;
    const taken = i === item || (i === category && scores[i]! > 0) || name === brand || name === title;
    return taken || (as !== 'category' && as !== 'text') ? [] : [{ name, as }];
  });
  return {
    ...mapping,
    kind: 'items',
    preset: null,
    columns: facts.map(({ name }, i) => ({
      name,
      role: i === item ? 'item' : i === category && scores[i]! > 0 ? 'category' : 'other',
    })),
    ...(brand === undefined ? {} : { brand }),
    ...(title === undefined ? {} : { title }),
    ...(others.length === 0 ? {} : { attributes: others }),
  };
}

/** Columns without a role that have one value for each user of the sample with several rows, blank cells aside, and not the same for all. */
function steadyColumns(
  columns: FilePreview['columns'],
  facts: readonly ColumnFacts[],
  attributes: readonly AttributeProposal[],
  rows: readonly (readonly string[])[],
): string[] {
  const user = columns.findIndex(({ role }) => role === 'user');
  if (user < 0) return [];
  return facts.flatMap(({ name }, i) =>
    columns[i]!.role === 'other' && attributes[i]!.as !== 'ignore' && isSteady(rows, user, i) ? [name] : [],
  );
}

function isSteady(rows: readonly (readonly string[])[], user: number, column: number): boolean {
  const valueOf = new Map<string, string>();
  const several = new Set<string>();
  for (const row of rows) {
    const id = row[user] ?? '';
    if (isMissingText(id)) continue;
    const value = row[column] ?? '';
    if (isMissingText(value)) continue;
    const first = valueOf.get(id);
    if (first === undefined) valueOf.set(id, value);
    else if (first !== value) return false;
    else several.add(id);
  }
  return several.size >= ENOUGH_USERS;
}
