import {
  dirtSettings,
  NAMED_SUSPECTS,
  NEAR_SECONDS,
  type DirtFigures,
  type DirtSettings,
  type SampledTouch,
  type SuspectUser,
} from '../../protocol/cleaning';
import { KIND } from '../../protocol/events';
import type { RejectReason } from '../../protocol/ingest';
import type { CleaningRecipe, MappingRecipe } from '../../protocol/recipe';
import { rejectedRows, type Sifted } from '../event-table';
import type { RowOrder } from '../order-rows';
import { BLANK, reasonCode, type RawRows } from '../raw-rows';
import { Amounts, quotient, type AmountRole } from './amounts';
import { ChangeLog, type CleanedRows } from './changes';
import { countWithoutCategory, fillCategories, withoutCategory } from './fill-categories';
import { fillNumbers } from './fill-numbers';
import { nearDuplicates } from './near-duplicates';
import { handOnTotals, wholeOrders } from './order-totals';
import { COUNTING, figuresAt, sampledPlaces, sampledUsers, touched, type Counting, type Touched } from './counting';
import { beyondQuantiles, byIsolation, byRobustZ, clipBounds } from './outliers';
import { netRefunds, type Netting } from './refunds';
import { everyRow, otherRows } from './row-sets';
import { fastUsers, rowsOfUsers, testUsers, type Suspect } from './suspects';

const ROLES = ['value', 'quantity'] as const;
const NO_ROWS = new Uint32Array(0);

export interface Cleaned extends Omit<Sifted, 'repeated'> {
  readonly figures: DirtFigures;
  /** All users who were flagged, those with the most rows first. */
  readonly suspects: readonly SuspectUser[];
  readonly cleaned: CleanedRows;
}

export interface CleaningHelp {
  /** Of all rows of `raw`, where it has been found. */
  readonly order?: RowOrder | null;
  /** Called where all rows are kept, once nothing looks at sessions any more. */
  readonly sessionsAreFree?: () => void;
}

/**
 * Does what the recipe says about dirt, after the pass over the file, in this order: near duplicates; bots and test accounts; categories that are
 * missing; amounts and quantities that are missing; outliers; refunds. Each step sees what the ones before it left. Rows that are left out are
 * rejected by reason or counted as duplicates, so that the sum over the file's rows holds; cells that are written are changed in `raw`.
 */
export async function cleanRows(
  raw: RawRows,
  sifted: Sifted,
  mapping: MappingRecipe,
  cleaning: CleaningRecipe,
  pause: () => Promise<void>,
  { order = null, sessionsAreFree }: CleaningHelp = {},
): Promise<Cleaned> {
  const settings = dirtSettings(cleaning);
  const work = new Cleaning(raw, sifted, mapping, settings, pause, sifted.kept === null ? order : null);
  const near = await work.dropNearDuplicates();
  if (sifted.kept === null && leavesAll(settings)) sessionsAreFree?.();
  const { touches: suspectRows, suspects, ...flagged } = work.flagSuspects();
  const category = await work.completeCategories();
  const numbers = await work.completeNumbers();
  const outliers = await work.treatOutliers();
  const netting = work.net();
  work.clearBlanks();
  const { changes } = work;
  const kept = work.kept === work.all ? sifted.kept : work.kept;
  const changed = raw.rejectedLine.length > sifted.rejected.lines.length;
  return {
    kept,
    duplicates: sifted.duplicates + near.dropped,
    rejected: changed ? rejectedRows(raw, true) : sifted.rejected,
    cleaned: { duplicateLines: raw.duplicateLine.data.slice(0, raw.duplicateLine.length).sort(), changes },
    figures: {
      touches: {
        duplicates: sifted.repeated,
        missingValue: numbers.missing.value,
        missingQuantity: numbers.missing.quantity,
        missingCategory: category.missing,
        clip: outliers.clip.rows,
        zScore: outliers.zScore.rows,
        isolation: outliers.isolation.rows,
        nearDuplicates: near.touched.rows,
        ...suspectRows,
        refunds: netting.refunds.length + netting.purchases.length,
      },
      ...estimates({ clip: outliers.clip, zScore: outliers.zScore, isolation: outliers.isolation, nearDuplicates: near.touched }),
      nearDuplicates: near.dropped,
      filled: {
        value: work.staying(numbers.filled.value),
        quantity: work.staying(numbers.filled.quantity),
        category: work.staying(category.filled),
      },
      clipped: work.staying(outliers.clipped),
      reduced: work.settings.netRefunds ? netting.purchases.filter(({ gone }) => !gone).length : 0,
      ...flagged,
      suspects: suspects.slice(0, NAMED_SUSPECTS),
    },
    suspects,
  };
}

/** The rows as the steps find and leave them. */
class Cleaning {
  kept: Uint32Array;
  readonly changes = new ChangeLog();
  /** The rows at the beginning. */
  readonly all: Uint32Array;
  private readonly totals: boolean;
  private byUser: { readonly kept: Uint32Array; readonly counts: Uint32Array } | null = null;
  private money: { readonly kept: Uint32Array; readonly amounts: Amounts } | null = null;

  constructor(
    private readonly raw: RawRows,
    sifted: Sifted,
    private readonly mapping: MappingRecipe,
    readonly settings: DirtSettings,
    private readonly pause: () => Promise<void>,
    order: RowOrder | null,
  ) {
    this.kept = this.all = sifted.kept ?? everyRow(raw.kept);
    if (order !== null)
      this.byUser = { kept: this.all, counts: order.offsets.slice(0, -1).map((from, user) => order.offsets[user + 1]! - from) };
    this.totals = mapping.valueIs === 'order';
    // The first line of an order, which has its total, may have had a date far from all others.
    if (this.totals && sifted.kept !== null) handOnTotals(raw, otherRows(raw.kept, sifted.kept), sifted.kept, this.changes);
  }

  /** Rows of each user that are kept by now, by code. */
  private counts(): Uint32Array {
    if (this.byUser?.kept !== this.kept) this.byUser = { kept: this.kept, counts: rowsOfUsers(this.raw, this.kept) };
    return this.byUser.counts;
  }

  async dropNearDuplicates() {
    const { raw, settings, kept } = this;
    const seconds = settings.nearDuplicateSeconds;
    if (seconds === null) {
      const some = sampledUsers(raw, kept, this.counts(), COUNTING.nearDuplicates);
      const found = await nearDuplicates(raw, some ?? kept, NEAR_SECONDS, this.totals, this.pause);
      return { touched: touched(found.length, some && { rows: some.length, of: kept.length }), dropped: 0 };
    }
    const repeated = await nearDuplicates(raw, kept, seconds, this.totals, this.pause);
    for (const row of repeated) raw.duplicateLine.reserve(1)[raw.duplicateLine.length++] = raw.line.data[row]!;
    this.without(repeated);
    return { touched: touched(repeated.length, null), dropped: repeated.length };
  }

  flagSuspects() {
    const { raw, settings } = this;
    const { eventsPerHour, excludeBots, excludeTests } = settings.suspects;
    const counts = this.counts();
    const tests = testUsers(raw, counts);
    const bots = fastUsers(raw, this.kept, counts, eventsPerHour);
    const isTest = new Set(tests.map(({ user }) => user));
    const isBot = new Set(bots.map(({ user }) => user));
    const both = tests.filter(({ user }) => isBot.has(user));
    const suspects = [...bots, ...tests.filter(({ user }) => !isBot.has(user))]
      .sort((a, b) => b.rows - a.rows)
      .map(({ user, rows, peak }): SuspectUser => {
        const why = isBot.has(user) ? (isTest.has(user) ? 'both' : 'bot') : 'test';
        return { user: raw.user.dictionary.name(user), why, rows, peak: why === 'test' ? null : peak };
      });
    if (excludeTests) this.rejectUsers(tests, 'test-account');
    if (excludeBots) this.rejectUsers(bots, 'bot');
    const rowsOf = (list: readonly Suspect[]) => list.reduce((sum, { rows }) => sum + rows, 0);
    // What has gone with the test accounts cannot go with the bots.
    const touches = { bots: rowsOf(bots) - (excludeTests ? rowsOf(both) : 0), tests: rowsOf(tests) };
    return { touches, botUsers: bots.length, testUsers: tests.length, bothUsers: both.length, suspects };
  }

  async completeCategories() {
    const { raw, kept } = this;
    const { method, constant } = this.settings.missing.category;
    if (method === 'default') return { missing: countWithoutCategory(raw, kept), filled: [] };
    const gaps = withoutCategory(raw, kept);
    if (method === 'drop') {
      this.reject(gaps, 'missing-value');
      return { missing: gaps.length, filled: [] };
    }
    return { missing: gaps.length, filled: await fillCategories(raw, kept, gaps, { method, constant }, this.changes, this.pause) };
  }

  /** Of the rows that are kept by now. */
  private amounts(): Amounts {
    const { kept, money } = this;
    if (money?.kept === kept) return money.amounts;
    const flags = this.raw.flags.data;
    // Without branches, as in countWithoutCategory.
    let found = 0;
    for (let i = 0; i < kept.length; i++) found += Number((flags[kept[i]!]! & KIND) !== 0);
    const rows = new Uint32Array(found);
    for (let i = 0, at = 0; at < found; i++) {
      rows[at] = kept[i]!;
      at += Number((flags[kept[i]!]! & KIND) !== 0);
    }
    const amounts = new Amounts(this.raw, rows, this.mapping.valueIs, this.changes);
    this.money = { kept, amounts };
    return amounts;
  }

  async completeNumbers() {
    const { raw, settings } = this;
    const amounts = this.amounts();
    const gaps = { value: amounts.gaps('value'), quantity: amounts.gaps('quantity') };
    const missing = { value: gaps.value.length, quantity: gaps.quantity.length };
    const filled = await fillNumbers(raw, amounts, settings.missing, this.pause);
    const leftOut = ROLES.filter((role) => settings.missing[role].method === 'drop').map((role) => ({
      role,
      rows: gaps[role].map((i) => amounts.rows[i]!),
    }));
    // Before any goes, since a row may lack both.
    for (const { role, rows } of leftOut) missing[role] = this.goingWith(rows).length;
    for (const { rows } of leftOut) this.rejectMoney(rows, 'missing-value');
    return { missing, filled };
  }

  async treatOutliers() {
    const { method, low, high, z, score } = this.settings.outliers;
    const amounts = this.amounts();
    const columns = ROLES.flatMap((role) => amounts.of(role) ?? []);
    const find = async (
      asked: typeof method,
      counting: Counting,
      mark: (columns: readonly Float64Array[]) => Uint8Array | Promise<Uint8Array>,
    ) => {
      const places = method === asked ? null : sampledPlaces(amounts.rows.length, counting);
      const marks = await mark(places === null ? columns : columns.map((figures) => figuresAt(figures, places)));
      const marked = () => (places?.map((place) => amounts.rows[place]!) ?? amounts.rows).filter((_, i) => marks[i] === 1);
      let found = 0;
      if (this.totals && asked !== 'clip') found = this.goingWith(marked()).length;
      else for (const each of marks) found += each;
      return {
        touched: touched(found, places && { rows: places.length, of: amounts.rows.length }),
        rows: method === asked ? marked() : NO_ROWS,
      };
    };
    const clip = await find('clip', COUNTING.outliers, (figures) => beyondQuantiles(figures, low, high));
    const zScore = await find('z-score', COUNTING.outliers, (figures) => byRobustZ(figures, z));
    const isolation = await find('isolation', COUNTING.isolation, (figures) => byIsolation(figures, score, this.pause));
    if (method === 'clip') this.clip(amounts, low, high);
    if (method === 'z-score') this.rejectMoney(zScore.rows, 'outlier');
    if (method === 'isolation') this.rejectMoney(isolation.rows, 'outlier');
    return { clip: clip.touched, zScore: zScore.touched, isolation: isolation.touched, clipped: [...clip.rows] };
  }

  /** Pairs are looked for in any case; taking them off is what the recipe may ask for. */
  net(): Netting {
    if (this.totals) return { refunds: new Uint32Array(0), purchases: [] };
    const amounts = this.amounts();
    const netting = netRefunds(this.raw, amounts.rows);
    if (!this.settings.netRefunds || netting.refunds.length === 0) return netting;
    const place = new Map(Array.from(amounts.rows, (row, i) => [row, i]));
    const gone: number[] = [...netting.refunds];
    for (const { row, units, money, gone: all } of netting.purchases) {
      if (all) gone.push(row);
      else {
        const value = amounts.perUnit ? quotient(money, units) : money;
        amounts.set(place.get(row)!, { value, quantity: units });
      }
    }
    this.reject(Uint32Array.from(gone).sort(), 'netted');
    return netting;
  }

  /** How many of the rows are kept by now. */
  staying(rows: readonly number[]): number {
    if (this.kept === this.all || rows.length === 0) return rows.length;
    const wanted = new Set(rows);
    let staying = 0;
    for (let i = 0; i < this.kept.length; i++) if (wanted.has(this.kept[i]!)) staying++;
    return staying;
  }

  clearBlanks(): void {
    const flags = this.raw.flags.data;
    // No other rows have them; of those that have gone since, the flags do not matter.
    for (const row of (this.money?.amounts ?? this.amounts()).rows) flags[row]! &= ~(BLANK.value | BLANK.quantity);
  }

  /** Moves figures beyond the quantiles to them. */
  private clip(amounts: Amounts, low: number, high: number): void {
    const bounds = ROLES.flatMap((role) => {
      const figures = amounts.of(role);
      if (figures === null) return [];
      const [lower, upper] = clipBounds(figures, low, high);
      return [{ role, figures, lower, upper }];
    });
    for (let i = 0; i < amounts.rows.length; i++) {
      const within: Partial<Record<AmountRole, number>> = {};
      let beyond = false;
      for (const { role, figures, lower, upper } of bounds) {
        const figure = figures[i]!;
        if (!(figure < lower || figure > upper)) continue;
        beyond = true;
        within[role] = Math.min(upper, Math.max(lower, figure));
      }
      if (beyond) amounts.set(i, within);
    }
  }

  private rejectUsers(suspects: readonly Suspect[], reason: RejectReason): void {
    const users = new Set(suspects.map(({ user }) => user));
    this.reject(
      this.kept.filter((row) => users.has(this.raw.user.codes.data[row]!)),
      reason,
    );
  }

  /** Kept rows that go where these go because of their money: where the file has totals, with their whole order. */
  private goingWith(rows: Uint32Array): Uint32Array {
    const there = new Set(rows);
    const kept = this.kept.filter((row) => there.has(row));
    return this.totals ? wholeOrders(this.raw, kept, this.kept) : kept;
  }

  private rejectMoney(rows: Uint32Array, reason: RejectReason): void {
    this.reject(this.goingWith(rows), reason);
  }

  private reject(rows: Uint32Array, reason: RejectReason): void {
    const code = reasonCode(reason);
    for (const row of rows) this.raw.reject(this.raw.line.data[row]!, code);
    this.without(rows);
  }

  private without(rows: Uint32Array): void {
    if (rows.length === 0) return;
    const gone = new Set(rows);
    this.kept = this.kept.filter((row) => !gone.has(row));
    if (this.totals) handOnTotals(this.raw, rows, this.kept, this.changes);
  }
}

/** Whether these settings leave out no row and write no cell. */
function leavesAll({ missing, outliers, nearDuplicateSeconds, suspects, netRefunds }: DirtSettings): boolean {
  return (
    Object.values(missing).every(({ method }) => method === 'default') &&
    outliers.method === 'keep' &&
    nearDuplicateSeconds === null &&
    !suspects.excludeBots &&
    !suspects.excludeTests &&
    !netRefunds
  );
}

/** Which of the counts are estimates, and from what. */
function estimates(counts: Readonly<Record<SampledTouch, Touched>>): Pick<DirtFigures, 'estimated'> {
  const estimated = Object.fromEntries(Object.entries(counts).flatMap(([key, { sample }]) => (sample === null ? [] : [[key, sample]])));
  return Object.keys(estimated).length === 0 ? {} : { estimated };
}
