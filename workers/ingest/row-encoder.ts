import { FLAG, type Zone } from '../protocol/events';
import { TEXT_ROLES, type CleaningRecipe, type MappingRecipe } from '../protocol/recipe';
import { cellText, isMissing } from './cells';
import { CellSources } from './cell-sources';
import { CellHash } from './cell-hash';
import { codeOf, keyOf } from './coded-cell';
import { DUPLICATE, KEPT, NOT_SAMPLED } from './fate';
import { NO_NAME, ownCode } from './dictionary';
import type { Growable } from './growable';
import type { Role } from './header-words';
import { KernelNames, type KernelColumns, type KernelRecords } from './kernel';
import type { Layout } from './layout';
import { OddRows } from './odd-rows';
import { RawRows, reasonCode, type CodedRows, type KeyedRows } from './raw-rows';
import type { TextFlow } from './containers/flow';
import { conditionOf, type Condition } from './record-texts';
import type { Records } from './records';
import { roleColumns, type FoundRoles } from './role-columns';
import { REASON, RowBatch } from './row-batch';
import { RowMoney } from './row-money';
import { RowTimes } from './row-times';
import { sampleTraits, type SampleTraits } from './sample-traits';
import { SeenRows, type RowFilter } from './seen-rows';
import { userSampler, type UserSampler } from './user-sample';

const LONGEST_USER = 1000;
const TOTAL = reasonCode('total-row');

/** What a file's rows are encoded under. */
export interface RowJob {
  readonly layout: Pick<Layout, 'columns' | 'dialect' | 'preamble' | 'header'>;
  readonly mapping: MappingRecipe;
  readonly cleaning: CleaningRecipe;
  readonly found: FoundRoles;
  readonly traits: SampleTraits;
}

export function rowJob(layout: Layout, mapping: MappingRecipe, cleaning: CleaningRecipe): RowJob {
  const found = roleColumns(mapping, layout);
  return { layout, mapping, cleaning, found, traits: sampleTraits(mapping, found, layout.sample) };
}

/**
 * Encodes records into columns, a column at a time, and decides what becomes of each row. Checks in this order: ragged, no-user,
 * user-too-long, not-sampled, no-time, bad-date, bad-number, duplicate. A row that is rejected is looked at once more, for whether it is one at all: see
 * {@link OddRows}, and settleRejected for those below the table.
 *
 * Ragged: fewer cells than columns, or more, unless the surplus is empty (many systems end each line with a delimiter). Fewer cells are never
 * filled up, since a line that was cut off looks the same. {@link RowTimes} says how times are read, {@link RowMoney} how money is.
 */
export class RowEncoder {
  readonly rows: RawRows;
  private readonly columns: number;
  private readonly sources: CellSources;
  private readonly money: RowMoney;
  private readonly times: RowTimes;
  private readonly purchaseTypes: ReadonlySet<string>;
  private readonly refundTypes: ReadonlySet<string>;
  /** FLAG of each code of the event type. */
  private readonly typeFlags: number[] = [];
  private readonly zeroDecimals: ReadonlySet<Role>;
  private readonly inSample: UserSampler | null;
  private readonly keepsRepeated: boolean;
  private readonly hash = new CellHash();
  private readonly batch = new RowBatch();
  private readonly odd: OddRows;
  /** In the file; −1 where they are keys within a column. */
  private readonly idColumns: { readonly user: number; readonly time: number };

  /** `seen` tells duplicates; null where somebody else does. With a kernel, all records are its own, and no role is taken from anything but a column. */
  constructor(
    { layout, mapping, cleaning, found, traits }: RowJob,
    zone: Zone,
    private readonly seen: RowFilter | null = new SeenRows(),
    private readonly kernel: KernelColumns | null = null,
  ) {
    this.columns = layout.columns.length;
    this.keepsRepeated = !cleaning.dropDuplicates;
    this.sources = new CellSources(mapping, found);
    this.money = new RowMoney(mapping, this.sources, traits, kernel);
    this.idColumns = { user: found.columns.user ?? -1, time: found.columns.time ?? -1 };
    this.times = new RowTimes(mapping, this.sources, found, traits.clock, zone, kernel);
    this.purchaseTypes = new Set(mapping.purchaseTypes.map((type) => type.trim()));
    this.refundTypes = new Set(mapping.refundTypes.map((type) => type.trim()));
    this.zeroDecimals = new Set(traits.zeroDecimals);
    this.inSample = cleaning.sample ? userSampler(cleaning.sample, this.zeroDecimals.has('user')) : null;
    const has = (role: Role) => this.sources.has(role);
    this.odd = new OddRows(layout, traits.typicallyFilled);
    this.rows = new RawRows(
      layout.dialect,
      this.columns,
      {
        event: has('event'),
        item: has('item'),
        category: has('category'),
        order: has('order'),
        session: has('session'),
        title: has('title'),
        text: has('text'),
        value: has('value'),
        quantity: has('quantity'),
      },
      kernel === null ? undefined : () => new KernelNames(kernel.kernel),
      kernel === null ? 'names' : 'own',
    );
  }

  /** Begins anew with empty columns and dictionaries: what {@link rows} held is gone. For files in which no row depends on the rows before it. */
  restart(): void {
    this.rows.clear();
    this.typeFlags.length = 0;
  }

  /** Takes the records from row `from` on; `placeOf` as {@link conditionOf} has it. */
  add(records: Records, from: number, placeOf?: TextFlow['place']): void {
    const { batch } = this;
    batch.allocate(records.rows);
    if (this.kernel !== null) this.makeRoom(this.kernel, records as KernelRecords);
    this.checkShape(records, from);
    this.sources.run(records, from, (row) => batch.fate[row] !== KEPT, this.rows.missing);
    this.checkUsers(records, from);
    const unread = this.times.settle(records, from, batch);
    this.rows.badDate ??= unread;
    this.readTypes(records, from);
    this.money.settle(records, from, batch);
    const condition = conditionOf(records, placeOf);
    this.sortOut(records, from, condition);
    this.rows.stray.add(records, from, condition);
    this.rows.undecodable.add(records, from, batch.fate, this.kernel?.kernel.run.findUndecodable);
    this.rows.tail.add(records, from, batch.fate, condition);
    this.append(records, from);
    this.rows.rowsRead += records.rows - from;
  }

  /** For whatever the batch brings, so that the memory stays in its place while it is encoded. */
  private makeRoom(kernel: KernelColumns, records: KernelRecords): void {
    kernel.makeRoom(records.rows, this.columns, records.textBytes);
    for (const column of this.rows.coded()) (column?.dictionary as KernelNames | undefined)?.makeRoom(records.rows, records.textBytes);
    records.remap();
  }

  /** To be called once after the last records. */
  finish(): RawRows {
    this.times.finish(this.rows);
    return this.rows;
  }

  private checkShape(records: Records, from: number): void {
    const { columns, kernel } = this;
    const { rows, firstCell, bytes, starts, ends } = records;
    const { fate } = this.batch;
    const { missing } = this.rows;
    for (let row = from; row < rows; row++) {
      if (kernel !== null) {
        row = kernel.countMissing(records as KernelRecords, row, missing);
        if (row === rows) break;
      }
      const first = firstCell[row]!;
      const last = firstCell[row + 1]!;
      if (last - first !== columns) {
        let surplus = last - first > columns;
        for (let cell = first + columns; surplus && cell < last; cell++) surplus = isMissing(bytes, starts[cell]!, ends[cell]!);
        if (!surplus) {
          fate[row] = REASON.ragged;
          continue;
        }
      }
      for (let column = 0; column < columns; column++) {
        if (isMissing(bytes, starts[first + column]!, ends[first + column]!)) missing[column]!++;
      }
    }
  }

  private checkUsers(records: Records, from: number): void {
    const { table, column } = this.sources.of('user', records);
    const { firstCell, bytes, starts, ends } = table;
    const { inSample } = this;
    const { fate } = this.batch;
    const { rows } = records;
    for (let row = from; row < rows; row++) {
      if (fate[row] !== KEPT) continue;
      const cell = firstCell[row]! + column;
      const start = starts[cell]!;
      const end = ends[cell]!;
      if (isMissing(bytes, start, end)) fate[row] = REASON.noUser;
      else if (end - start > LONGEST_USER && cellText(bytes, start, end).trim().length > LONGEST_USER) fate[row] = REASON.userTooLong;
      else if (inSample !== null && !inSample(bytes, start, end)) fate[row] = NOT_SAMPLED;
    }
  }

  private readTypes(records: Records, from: number): void {
    const { type: coded } = this.rows;
    const { fate, flags, type } = this.batch;
    if (coded === null) {
      flags.fill(FLAG.purchase);
      return;
    }
    const { table, column } = this.sources.of('event', records);
    const { firstCell, bytes, starts, ends } = table;
    const { rows } = records;
    this.kernel?.keep(fate, from, rows);
    // What a type means is known by its name, so that none stands for itself.
    const ready = this.readyCodes(records, { ...coded, codesAre: 'names' }, column, false);
    const own = coded.codesAre === 'own';
    for (let row = from, i = 0; row < rows; row++) {
      if (fate[row] !== KEPT) continue;
      const cell = firstCell[row]! + column;
      const code = ready === null ? codeOf(coded.dictionary, bytes, starts[cell]!, ends[cell]!, false) : ready[i++]!;
      while (this.typeFlags.length <= code) this.typeFlags.push(this.flagOf(coded.dictionary.name(this.typeFlags.length)));
      type[row] = own && code !== NO_NAME ? ownCode(code) : code;
      flags[row] = code < 0 ? 0 : this.typeFlags[code]!;
    }
  }

  private flagOf(type: string): number {
    return this.refundTypes.has(type) ? FLAG.refund : this.purchaseTypes.has(type) ? FLAG.purchase : 0;
  }

  /** Codes of the rows that the kernel keeps, where there is one. */
  private readyCodes(records: Records, { codesAre, dictionary }: CodedRows, column: number, zeroDecimals: boolean): Int32Array | null {
    return this.kernel && this.kernel.codes(dictionary as KernelNames, codesAre === 'own', records as KernelRecords, column, zeroDecimals);
  }

  private sortOut(records: Records, from: number, condition: (row: number) => Condition): void {
    const { rows, seen, columns, odd } = this;
    const { fate, time: times } = this.batch;
    const { user, time } = this.idColumns;
    seen?.begin?.(records, from, columns);
    for (let row = from; row < records.rows; row++) {
      // The header once more has no date.
      const decided = fate[row] === KEPT && user >= 0 && odd.isSum(records, row, user, time) ? (fate[row] = TOTAL) : fate[row]!;
      if (decided === KEPT) {
        if (seen === null || seen.add(records, row, columns)) continue;
        if (this.keepsRepeated) {
          rows.repeatedTime.reserve(1)[rows.repeatedTime.length++] = times[row]!;
          continue;
        }
        fate[row] = DUPLICATE;
        rows.duplicateLine.reserve(1)[rows.duplicateLine.length++] = records.lines[row]!;
        rows.duplicateTime.reserve(1)[rows.duplicateTime.length++] = times[row]!;
      } else if (decided === NOT_SAMPLED) rows.reject(records.lines[row]!, REASON.notSampled);
      else {
        const reason = decided === REASON.userTooLong ? decided : odd.codeOf(records, row, decided, condition(row));
        rows.reject(records.lines[row]!, reason);
        if (decided === REASON.badNumber) rows.rejectedTime.reserve(1)[rows.rejectedTime.length++] = times[row]!;
      }
    }
  }

  private append(records: Records, from: number): void {
    const { rows, batch } = this;
    const { fate } = batch;
    this.kernel?.keep(fate, from, records.rows);
    const all = batch.isKept(from, records.rows);
    appendFrom(batch.time, rows.time, fate, from, records.rows, all);
    appendFrom(records.lines, rows.line, fate, from, records.rows, all);
    appendFrom(batch.flags, rows.flags, fate, from, records.rows, all);
    if (rows.type !== null) appendFrom(batch.type, rows.type.codes, fate, from, records.rows, all);
    if (rows.value !== null) appendFrom(batch.value, rows.value, fate, from, records.rows, all);
    if (rows.quantity !== null) appendFrom(batch.quantity, rows.quantity, fate, from, records.rows, all);
    for (const role of ['user', 'item', 'category', 'order', ...TEXT_ROLES] as const) this.appendCodes(records, from, role, rows[role]);
    this.appendKeys(records, from, rows.session);
  }

  private appendCodes(records: Records, from: number, role: Role, coded: CodedRows | null): void {
    if (coded === null) return;
    const { table, column } = this.sources.of(role, records);
    const { firstCell, bytes, starts, ends } = table;
    const { fate } = this.batch;
    const { rows } = records;
    const zeroDecimals = this.zeroDecimals.has(role);
    const codes = coded.codes.reserve(rows - from);
    let { length } = coded.codes;
    const ready = this.readyCodes(records, coded, column, zeroDecimals);
    if (ready !== null) {
      codes.set(ready, length);
      coded.codes.length += ready.length;
      return;
    }
    for (let row = from; row < rows; row++) {
      if (fate[row] !== KEPT) continue;
      const cell = firstCell[row]! + column;
      codes[length++] = codeOf(coded.dictionary, bytes, starts[cell]!, ends[cell]!, zeroDecimals);
    }
    coded.codes.length = length;
  }

  private appendKeys(records: Records, from: number, keyed: KeyedRows | null): void {
    if (keyed === null) return;
    const { table, column } = this.sources.of('session', records);
    const { firstCell, bytes, starts, ends } = table;
    const { hash } = this;
    const { fate } = this.batch;
    const { rows } = records;
    const zeroDecimals = this.zeroDecimals.has('session');
    const a = keyed.a.reserve(rows - from);
    const b = keyed.b.reserve(rows - from);
    let { length } = keyed.a;
    if (this.kernel !== null) {
      const keys = this.kernel.keys(records as KernelRecords, column, zeroDecimals);
      for (let i = 0; i < keys.length; i += 2) {
        a[length] = keys[i]!;
        b[length++] = keys[i + 1]!;
      }
      keyed.a.length = keyed.b.length = length;
      return;
    }
    for (let row = from; row < rows; row++) {
      if (fate[row] !== KEPT) continue;
      const cell = firstCell[row]! + column;
      keyOf(hash, bytes, starts[cell]!, ends[cell]!, zeroDecimals);
      a[length] = hash.a;
      b[length++] = hash.b;
    }
    keyed.a.length = keyed.b.length = length;
  }
}

function appendFrom<A extends Float64Array | Uint32Array | Int32Array | Uint8Array>(
  source: A,
  target: Growable<A>,
  fate: Int8Array,
  from: number,
  to: number,
  all: boolean,
): void {
  const data = target.reserve(to - from);
  let { length } = target;
  if (all) {
    data.set(source.subarray(from, to), length);
    target.length = length + to - from;
    return;
  }
  for (let row = from; row < to; row++) if (fate[row] === KEPT) data[length++] = source[row]!;
  target.length = length;
}
