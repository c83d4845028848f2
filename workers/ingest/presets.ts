import type { ColumnRole, MappingRecipe } from '../protocol/recipe';
import { squeezedName, wholeName, type Role } from './header-words';
import { isMasked } from './masked';
import { ALL_PRESETS, type Preset } from './presets/index';
import type { ColumnFacts } from './profile';

/** The names that columns get where a known file has no header. */
const CDNOW_COLUMNS = ['customer_id', 'date', 'number_of_cds', 'dollar_value'] as const;
const TAOBAO_BEHAVIOR_COLUMNS = ['user_id', 'item_id', 'category_id', 'behavior_type', 'timestamp'] as const;
const TAOBAO_BEHAVIORS = new Set(['pv', 'buy', 'cart', 'fav']);
/** Of its rows a column is filled nearly always. */
const FILLED = 0.95;

export interface PresetMatch {
  readonly preset: Preset;
  readonly roles: readonly ColumnRole[];
  readonly valueIs: MappingRecipe['valueIs'] | null;
  /** The column preferred for the user, where another one had to stand in for it. */
  readonly wantedUser: ColumnFacts | null;
}

/** The known layout whose headers the file has, and the role of each column in it. `facts`: one entry a column. */
export function matchPreset(facts: readonly ColumnFacts[]): PresetMatch | null {
  const columns = new ColumnFinder(facts.map(({ name }) => name));
  const scores = ALL_PRESETS.map((preset) => ({ preset, score: scoreOf(preset, columns) }));
  const best = scores.reduce((top, next) => (next.score > top.score ? next : top));
  return best.score === 0 ? null : assigned(best.preset, columns, facts);
}

/** 0 where the layout is another, else how many of the names by which it is told are there. */
function scoreOf({ needs, marks, least = 1 }: Preset, columns: ColumnFinder): number {
  if (!needs.every((name) => columns.find(name).length > 0)) return 0;
  const marked = marks.filter((name) => columns.find(name).length > 0).length;
  return marked < least ? 0 : needs.length + marked;
}

function assigned(preset: Preset, columns: ColumnFinder, facts: readonly ColumnFacts[]): PresetMatch {
  const roles: ColumnRole[] = facts.map(() => 'other');
  const give = (role: Role, column: number | undefined) => {
    if (column !== undefined && roles[column] === 'other') roles[column] = role;
  };
  const users = columns.find(preset.roles.user ?? '');
  const user = bestUser(users, facts);
  give('user', user);
  for (const role of ['time', 'event', 'item', 'quantity', 'order', 'session', 'category', 'status'] as const) {
    const found = columns.find(preset.roles[role] ?? '');
    // A category that many rows lack says more than a number that all have.
    give(role, role === 'item' || role === 'time' ? fullest(found, facts) : (found.find((i) => facts[i]!.cells > 0) ?? found[0]));
  }
  const hasQuantity = roles.includes('quantity');
  const value = (preset.value ?? [])
    .filter(({ is }) => is !== 'unit' || hasQuantity)
    .map(({ header, is }) => ({ column: fullest(columns.find(header), facts), is }))
    .find(({ column }) => column !== undefined);
  give('value', value?.column);
  const wanted = users[0];
  return {
    preset,
    roles,
    valueIs: value?.is ?? null,
    wantedUser: wanted === undefined || wanted === user || facts[wanted]!.cells === 0 ? null : facts[wanted]!,
  };
}

const filledShare = ({ cells, missing }: ColumnFacts) => (cells + missing === 0 ? 0 : cells / (cells + missing));

/** The first column that is nearly always filled, else the one that is filled most. */
function fullest(found: readonly number[], facts: readonly ColumnFacts[]): number | undefined {
  const share = (column: number) => filledShare(facts[column]!);
  return (
    found.find((column) => share(column) >= FILLED) ??
    found.reduce<number | undefined>((best, column) => (best === undefined || share(column) > share(best) ? column : best), undefined)
  );
}

/** As {@link fullest}, but rather a column without masked values, and of masked ones the one that tells most apart. */
function bestUser(found: readonly number[], facts: readonly ColumnFacts[]): number | undefined {
  const clear = found.filter((column) => !isMasked(facts[column]!));
  const usable = clear.filter((column) => filledShare(facts[column]!) >= FILLED);
  if (usable.length > 0 || clear.length === found.length) return fullest(clear, facts);
  const masked = found.filter((column) => !clear.includes(column));
  const distinct = (column: number) => facts[column]!.distinct;
  const mostTold = masked.reduce((best, column) => (distinct(column) > distinct(best) ? column : best));
  const fullestClear = fullest(clear, facts);
  return fullestClear !== undefined && filledShare(facts[fullestClear]!) > filledShare(facts[mostTold]!) ? fullestClear : mostTold;
}

/** Finds columns by the names that presets give. */
class ColumnFinder {
  private readonly whole: readonly string[];
  private readonly short: readonly string[];

  constructor(names: readonly string[]) {
    this.whole = names.map(wholeName);
    this.short = names.map(squeezedName);
  }

  /** Columns under any of the alternatives, in the order of these; by the whole name rather than by the one without brackets. */
  find(alternatives: string): number[] {
    if (alternatives === '') return [];
    const found = alternatives.split('|').flatMap((alternative) => {
      const name = wholeName(alternative);
      if (alternative.endsWith('*')) return [this.whole.findIndex((each) => each.startsWith(name) && each !== name)];
      const exact = this.whole.indexOf(name);
      return [exact >= 0 ? exact : this.short.indexOf(name)];
    });
    return [...new Set(found)].filter((column) => column >= 0);
  }
}

/** Names for the columns of a known file without a header, by what they hold; null where it is none. */
export function headerlessNames(facts: readonly ColumnFacts[], delimiter: string): readonly string[] | null {
  if (isHeaderlessCdnow(facts, delimiter)) return CDNOW_COLUMNS;
  return isHeaderlessTaobaoBehavior(facts) ? TAOBAO_BEHAVIOR_COLUMNS : null;
}

/** CDNOW as published: four columns cut by runs of spaces: id, `yyyymmdd`, whole number, amount. */
function isHeaderlessCdnow(facts: readonly ColumnFacts[], delimiter: string): boolean {
  const [user, date, quantity, amount] = facts;
  if (delimiter !== 'spaces' || facts.length !== 4 || !user || !date || !quantity || !amount) return false;
  return user.wholeShare === 1 && date.dateFormats[0] === 'yyyymmdd' && quantity.wholeShare === 1 && amount.numericShare === 1;
}

/** UserBehavior as published: user, item and category as whole numbers, `pv|buy|cart|fav`, Unix seconds. A few stray times are in it. */
function isHeaderlessTaobaoBehavior(facts: readonly ColumnFacts[]): boolean {
  const [user, item, category, behavior, time] = facts;
  if (facts.length !== 5 || !user || !item || !category || !behavior || !time) return false;
  return (
    [user, item, category].every(({ wholeShare }) => wholeShare > 0.99) &&
    (behavior.values?.every(({ value }) => TAOBAO_BEHAVIORS.has(value)) ?? false) &&
    time.dateFormats[0] === 'epoch-s'
  );
}
