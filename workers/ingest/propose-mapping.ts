import type { ColumnRole, JsonPath, MappingRecipe } from '../protocol/recipe';
import { contentText } from './cells';
import { purchaseTypesAmong, refundTypesAmong } from './event-words';
import { normalName, squeezedName } from './header-words';
import { numberOf } from './numbers';
import { isCancelledState, isUnpaidState } from './order-states';
import type { PresetMatch } from './presets';
import type { ColumnFacts } from './profile';
import type { ProposedRole } from './roles';

/** What of a column's values, where there are many, is looked at for types of behaviour. */
const MOST_TYPES = 2000;
/** Pairs of rows that tell what a price is of, the share of them that must agree, and how far figures that were rounded may differ. */
const ENOUGH_PAIRS = 10;
const MOSTLY = 0.8;
const ROUNDED = 0.01;

export interface Proposal {
  /** Of the file's columns, then of the keys of JSON columns. */
  readonly facts: readonly ColumnFacts[];
  readonly names: readonly string[];
  /** Of the keys. */
  readonly paths: readonly JsonPath[];
  readonly proposed: readonly ProposedRole[];
  readonly match: PresetMatch | null;
  /** The sampled rows. */
  readonly rows: readonly (readonly string[])[];
}

/** The mapping for the roles that were proposed: from the layout where it is a known one, else from what the cells show. */
export function proposeMapping(proposal: Proposal): MappingRecipe {
  const { facts, names, paths, proposed, match } = proposal;
  const indexOf = (role: ColumnRole) => proposed.findIndex((column) => column.role === role);
  const factsOf = (role: ColumnRole): ColumnFacts | undefined => facts[indexOf(role)];
  const preset = match?.preset;
  const types = eventTypes(proposal, indexOf('event'));
  const known = (preset?.purchaseTypes ?? []).filter((type) => types.includes(type));
  const own = facts.length - paths.length;
  const amounts = [factsOf('value'), factsOf('quantity')];
  const decimalComma = amounts.some((column) => column?.decimalComma === true);
  // What more than the cells had to say is said once and for all.
  const pointTold = amounts.some((column) => column !== undefined && column.markBasis !== 'cells');
  return {
    preset: preset?.id ?? null,
    columns: names.map((name, i) => ({ name, role: proposed[i]!.role, ...(i < own ? {} : { path: paths[i - own]! }) })),
    dateFormat: preset?.relativeTime ? 'days-since-previous' : (factsOf('time')?.dateFormats[0] ?? 'iso'),
    timeZone: preset?.timeZone ?? 'UTC',
    valueIs: match?.valueIs ?? valueMeaning(proposal, indexOf),
    purchaseTypes: known.length > 0 ? known : purchaseTypesAmong(types),
    refundTypes: refundTypesAmong(types),
    cancelPrefix: preset?.cancelPrefix ?? null,
    ...states(factsOf('status'), match),
    ...(preset?.fillDown && indexOf('order') >= 0 ? { fillDown: true } : {}),
    ...(decimalComma ? { decimalMark: ',' as const } : pointTold ? { decimalMark: '.' as const } : {}),
    ...relativeTime(facts, match),
  };
}

/** Types in the sample, however many. */
function eventTypes({ facts, rows }: Proposal, event: number): string[] {
  if (event < 0) return [];
  const few = facts[event]!.values;
  if (few !== null) return few.map(({ value }) => value);
  return [...new Set(rows.map((row) => contentText(row[event] ?? '')))].filter((type) => type !== '').slice(0, MOST_TYPES);
}

/** Order states that call for something: those that the system is known for, and those in the sample whose words say so. */
function states(status: ColumnFacts | undefined, match: PresetMatch | null): Partial<MappingRecipe> {
  if (status === undefined) return {};
  const held = (status.values ?? []).map(({ value }) => value);
  const { cancelled = [], unpaid = [] } = match?.preset ?? {};
  const sampled = (is: (state: string) => boolean, listed: readonly string[]) => {
    const lower = new Set(listed.map((state) => state.toLowerCase()));
    return [...new Set([...held.filter((state) => is(state) || lower.has(state.toLowerCase())), ...listed])];
  };
  return { cancelledStates: sampled(isCancelledState, cancelled), unpaidStates: sampled((state) => isUnpaidState(state), unpaid) };
}

function relativeTime(facts: readonly ColumnFacts[], match: PresetMatch | null): Partial<MappingRecipe> {
  const wanted = match?.preset.relativeTime;
  if (wanted === undefined) return {};
  const find = (name: string) => facts.find((column) => squeezedName(column.name) === squeezedName(name))?.name ?? null;
  return { relativeTime: { number: find(wanted.number) ?? wanted.number, weekday: find(wanted.weekday), hour: find(wanted.hour) } };
}

function valueMeaning({ facts, rows, paths }: Proposal, indexOf: (role: ColumnRole) => number): MappingRecipe['valueIs'] {
  const value = facts[indexOf('value')];
  if (value === undefined) return 'line';
  const own = facts.length - paths.length;
  const quantity = indexOf('quantity');
  if (quantity >= 0 && isUnitPrice(value.name)) {
    const things = [indexOf('item'), indexOf('category')].filter((column) => column >= 0 && column < own);
    const inFile = quantity < own && indexOf('value') < own;
    return inFile && things.some((thing) => growsWithQuantity(facts, rows, thing, indexOf('value'), quantity)) ? 'line' : 'unit';
  }
  const [order, amount] = [indexOf('order'), indexOf('value')];
  return order >= 0 && order < own && amount < own && isOrderTotal(value.name) && repeatsInOrders(rows, order, amount) ? 'order' : 'line';
}

/**
 * Whether a price is that of the whole row, whatever its name says: of rows with the same item (or category) and other quantities, so many have amounts that stand to each
 * other as the quantities do, and not equal ones.
 */
function growsWithQuantity(
  facts: readonly ColumnFacts[],
  rows: readonly (readonly string[])[],
  thing: number,
  value: number,
  quantity: number,
): boolean {
  const last = new Map<string, { readonly amount: number; readonly count: number }>();
  let pairs = 0;
  let grown = 0;
  for (const row of rows) {
    const id = contentText(row[thing] ?? '');
    const amount = numberOf(contentText(row[value] ?? ''), facts[value]!.decimalComma);
    const count = numberOf(contentText(row[quantity] ?? ''), facts[quantity]!.decimalComma);
    if (id === '' || !(amount > 0 && count > 0)) continue;
    const before = last.get(id);
    last.set(id, { amount, count });
    if (before === undefined || before.count === count) continue;
    pairs++;
    const perUnit = before.amount / before.count;
    if (Math.abs(amount / count - perUnit) <= perUnit * ROUNDED) grown++;
  }
  return pairs >= ENOUGH_PAIRS && grown >= pairs * MOSTLY;
}

/** `price`, `unit_price`, 单价, but not `total_price` or 商品金额. */
function isUnitPrice(header: string): boolean {
  const name = normalName(header);
  return (
    /(?:^|_)(?:price|unit)(?:_|$)|单价|价格|售价|京东价|einzelpreis|prix_unitaire/.test(name) &&
    !/(?:^|_)(?:total|line|sum|amount)(?:_|$)|总|金额|合计/.test(name)
  );
}

/** `order_total`, `grand_total`, 订单金额: names that do not speak of a line. */
function isOrderTotal(header: string): boolean {
  const name = normalName(header);
  return (
    /(?:^|_)(?:order|invoice|basket|checkout|grand)_(?:total|amount|value|sum)|(?:^|_)total_(?:order|paid)|^total$|订单.*金额|总金额|总价/.test(
      name,
    ) && !/(?:^|_)(?:line|item|product)/.test(name)
  );
}

/** Whether most orders of several lines in the sample have one amount on all of them. */
function repeatsInOrders(rows: readonly (readonly string[])[], order: number, value: number): boolean {
  const amounts = new Map<string, Set<string>>();
  const lines = new Map<string, number>();
  for (const row of rows) {
    const id = contentText(row[order] ?? '');
    if (id === '') continue;
    lines.set(id, (lines.get(id) ?? 0) + 1);
    amounts.set(id, (amounts.get(id) ?? new Set()).add(contentText(row[value] ?? '')));
  }
  const several = [...lines].filter(([, count]) => count > 1);
  const same = several.filter(([id]) => amounts.get(id)!.size === 1);
  return several.length > 0 && same.length >= several.length * 0.9;
}
