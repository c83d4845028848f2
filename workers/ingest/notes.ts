import type { PreviewNote } from '../protocol/ingest';
import type { ColumnRole, MappingRecipe } from '../protocol/recipe';
import { isMonthAlone } from './calendar';
import { headerScore, normalName, squeezedName } from './header-words';
import { isMasked, isMaskedText } from './masked';
import { isCancelledState, isPartlyRefunded, isUnpaidState } from './order-states';
import type { PresetMatch } from './presets';
import type { ColumnFacts } from './profile';
import { isBareKey } from './repeated-key-users';
import type { ProposedRole } from './roles';

/** From so many rows on it means something that no user comes twice. */
const ENOUGH_ROWS = 50;
/** One user of more than so many, with more than such a share of the rows, is rarely one person. */
const FEW_USERS = 10;
const CROWDED = 0.2;
/** Names of amounts in hundredths or millionths; also of what stands in their brackets. */
const SMALL_UNITS = /(?:^|_)(?:cents?|pence|minor|micros?)(?:_|$)/;
/** As whole parts of a name that speaks of money elsewhere: `积分` and `评分` are no money. */
const SMALL_CHINESE_UNITS = /(?:^|_)[分厘](?:_|$)/;
const CHINESE_MONEY = /[额額价價款费費]|收入|消费|支付/;
/** An id that a spreadsheet has turned into a figure and rounded: `1.23457E+17`. */
const DAMAGED = /^\d(?:\.\d+)?[eE]\+\d{2}$/;

/** Characters of a name in which brackets are looked for. */
const MOST_NAME = 200;
const NAMES_MONTH = /month|monat|mois|^mes$|mês|月/i;

interface Known {
  readonly facts: readonly ColumnFacts[];
  readonly mapping: MappingRecipe;
  readonly match: PresetMatch | null;
  readonly proposed: readonly ProposedRole[];
}

type Note = PreviewNote | false;
const note = (key: PreviewNote['key'], tone: PreviewNote['tone'], params: PreviewNote['params'] = {}): PreviewNote => ({
  key,
  tone,
  params,
});

/** What the person should know before trusting the figures of a file; what matters most first. */
export function previewNotes(known: Known): PreviewNote[] {
  const rank = { act: 0, watch: 1, calm: 2 };
  return [...userNotes(known), ...timeNotes(known), ...orderNotes(known), ...valueNotes(known)]
    .filter((each) => each !== false)
    .sort((a, b) => rank[a.tone] - rank[b.tone]);
}

const finder =
  ({ facts, mapping }: Known) =>
  (role: ColumnRole): ColumnFacts | undefined =>
    facts[mapping.columns.findIndex((column) => column.role === role)];

function userNotes(known: Known): Note[] {
  const { match, proposed } = known;
  const user = finder(known)('user');
  const order = finder(known)('order');
  if (user === undefined) return [match !== null && note('no-buyer', 'act', { preset: match.preset.id })];
  const onePerOrder = match?.preset.id === 'olist' && squeezedName(user.name) === 'customerid';
  const masked = isMasked(user);
  const instead = match?.wantedUser;
  return [
    onePerOrder && note('one-id-per-order', 'watch', { column: user.name, wanted: 'customer_unique_id' }),
    !onePerOrder &&
      user.cells >= ENOUGH_ROWS &&
      user.distinct === user.cells &&
      note('users-seen-once', 'watch', { column: user.name, rows: user.cells }),
    proposed.some(({ reason }) => reason.key === 'session-instead') && note('sessions-as-users', 'watch', { column: user.name }),
    proposed.some(({ role, reason }) => role === 'user' && reason.key === 'looks-like-ids') &&
      isBareKey(user) &&
      note('id-as-user', 'watch', { column: user.name }),
    ...hardlyFilled(known, user),
    user.cells >= ENOUGH_ROWS &&
      user.distinct > FEW_USERS &&
      user.topShare > CROWDED &&
      note('crowded-user', 'watch', { column: user.name, example: user.examples[0]!, share: user.topShare }),
    masked && note('masked-user', 'watch', { column: user.name, example: user.examples.find(isMaskedText) ?? '', distinct: user.distinct }),
    instead != null && !masked && isMasked(instead) && note('user-instead-of-masked', 'calm', { column: user.name, wanted: instead.name }),
    instead != null &&
      !masked &&
      !isMasked(instead) &&
      note('user-instead', 'calm', {
        column: user.name,
        wanted: instead.name,
        share: instead.missing / Math.max(instead.missing + instead.cells, 1),
      }),
    match?.preset.namesAsUsers === true &&
      !/email|id$/.test(squeezedName(user.name)) &&
      note('names-as-users', 'calm', { column: user.name }),
    ...[user, order].map((column) => {
      const example = column?.examples.find((each) => DAMAGED.test(each));
      return example !== undefined && note('damaged-ids', 'watch', { column: column!.name, example });
    }),
  ];
}

/** A column that is called after the user more than the one that stands for it, and is empty in most rows. */
function hardlyFilled({ facts, mapping, match, proposed }: Known, user: ColumnFacts): Note[] {
  if (match !== null || !proposed.some(({ role, reason }) => role === 'user' && reason.key === 'header')) return [];
  const chosen = headerScore(user.name, 'user');
  // Keys of JSON and what some files lack are no users for other reasons.
  const isOpen = (i: number) => mapping.columns[i]!.path === undefined && proposed[i]!.reason.key !== 'some-files-lack';
  const wanted = facts.find((column, i) => isOpen(i) && headerScore(column.name, 'user') > chosen && column.missing > column.cells);
  if (wanted === undefined || wanted.cells === 0) return [];
  const share = wanted.missing / (wanted.missing + wanted.cells);
  return [note('user-instead', 'calm', { column: user.name, wanted: wanted.name, share })];
}

function timeNotes(known: Known): Note[] {
  const { facts, mapping, match } = known;
  const time = finder(known)('time');
  const clock = finder(known)('clock');
  const unread =
    time === undefined
      ? facts.filter(({ name }) => headerScore(name, 'time') > 0 || NAMES_MONTH.test(name))
      : time.dateFormats.length === 0
        ? [time]
        : [];
  const months = unread.find(({ examples }) => examples.length > 0 && examples.every(isMonthAlone));
  return [
    months !== undefined && note('months-only', 'act', { column: months.name, example: months.examples[0]! }),
    time !== undefined &&
      time.zoneNames.length > 0 &&
      note('zone-names', 'watch', { column: time.name, zones: time.zoneNames.join(' · ') }),
    time !== undefined &&
      clock !== undefined &&
      note('day-and-clock', 'calm', { day: time.name, clock: clock.name, example: clock.examples[0] ?? '' }),
    mapping.dateFormat === 'days-since-previous' && note('relative-time', 'watch'),
    match?.preset.timeZone !== undefined && note('time-zone', 'calm', { zone: match.preset.timeZone }),
    match?.preset.visits === true && note('one-row-a-visit', 'calm'),
  ];
}

function orderNotes(known: Known): Note[] {
  const { mapping } = known;
  const of = finder(known);
  const status = of('status');
  const held = (is: (state: string) => boolean) => (status?.values ?? []).map(({ value }) => value).filter(is);
  const among = (states: readonly string[] | undefined) => held((state) => states?.includes(state) === true);
  const cancelled = among(mapping.cancelledStates);
  const unpaid = among(mapping.unpaidStates);
  const partly = held((state) => isPartlyRefunded(state) && !isCancelledState(state) && !isUnpaidState(state));
  const list = (states: readonly string[]) => states.slice(0, 5).join(' · ');
  const order = of('order');
  return [
    cancelled.length > 0 && note('cancelled-states', 'calm', { column: status!.name, states: list(cancelled) }),
    unpaid.length > 0 && note('unpaid-states', 'calm', { column: status!.name, states: list(unpaid) }),
    partly.length > 0 && note('partly-refunded', 'watch', { column: status!.name, states: list(partly) }),
    mapping.fillDown === true && order !== undefined && note('filled-down', 'calm', { column: order.name }),
  ];
}

function isInSmallUnits(name: string): boolean {
  const bracketed = /[(（[]([^)）\]]*)/.exec(name.slice(0, MOST_NAME))?.[1] ?? '';
  return [normalName(name), normalName(bracketed)].some(
    (part) => SMALL_UNITS.test(part) || (SMALL_CHINESE_UNITS.test(part) && CHINESE_MONEY.test(name)),
  );
}

function valueNotes(known: Known): Note[] {
  const { mapping, match } = known;
  const of = finder(known);
  const value = of('value');
  const amounts = [value, of('quantity')];
  const comma = amounts.find((column) => column?.decimalComma === true && column.markBasis === 'cells');
  const keys = mapping.columns.filter(({ path }) => path !== undefined);
  const chosen = keys.filter(({ role }) => role !== 'other');
  // Beside prices the layout has totals, which say more than the sum of the lines.
  const hasTotals = match?.preset.value?.some(({ is }) => is === 'order') === true;
  const orders = match !== null && of('event') === undefined;
  return [
    orders && value === undefined && note('no-amounts', 'watch'),
    value !== undefined &&
      isInSmallUnits(value.name) &&
      note('small-units', 'watch', { column: value.name, example: value.examples[0] ?? '' }),
    value !== undefined &&
      value.cells >= ENOUGH_ROWS &&
      value.negativeShare > 0.5 &&
      note('mostly-negative', 'watch', { column: value.name, share: value.negativeShare }),
    value !== undefined && mapping.valueIs === 'unit' && hasTotals && note('price-times-quantity', 'calm', { column: value.name }),
    value !== undefined &&
      mapping.valueIs === 'order' &&
      of('order') !== undefined &&
      note('order-total-once', 'calm', { column: value.name }),
    comma !== undefined &&
      note('decimal-comma', 'calm', { column: comma.name, example: comma.examples.find((each) => each.includes(',')) ?? '' }),
    ...amounts.map((column) => column !== undefined && openMarks(column)),
    ...amounts.map(
      (column) => column?.lettered != null && note('power-letters', 'watch', { column: column.name, example: column.lettered }),
    ),
    keys.length > 0 &&
      note('json-keys', 'calm', {
        columns: [...new Set(keys.map(({ path }) => path!.column))].join(' · '),
        keys: keys.length,
        chosen: chosen.length,
      }),
  ];
}

/** How figures such as `1.234` were read that have two readings, and why. */
function openMarks({ name, marks, markBasis, decimalComma }: ColumnFacts): Note {
  if (markBasis === 'cells') return false;
  const isDecimal = marks.openCommas > marks.openPoints === decimalComma;
  // Thousands with commas are what most files of whole amounts have.
  const usual = markBasis === 'file' || markBasis === 'grouping' || (markBasis === 'habit' && !isDecimal);
  const tone = usual ? 'calm' : 'watch';
  return note(isDecimal ? 'open-marks-decimals' : 'open-marks-thousands', tone, { column: name, example: marks.example, basis: markBasis });
}
