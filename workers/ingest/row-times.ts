import type { Zone } from '../protocol/events';
import type { MappingRecipe } from '../protocol/recipe';
import { cellText, contentEnd, contentStart, isMissing, trimEnd, trimStart } from './cells';
import type { CellSources } from './cell-sources';
import { ClockReader, type ClockWriting } from './clock-reader';
import { dateReader, wallReader, type DateReader } from './dates';
import { KEPT } from './fate';
import { OTHERWISE } from './iso-reader';
import type { KernelColumns, KernelRecords } from './kernel';
import { wallToUtc } from '../math/zone';
import type { RawRows } from './raw-rows';
import type { Records } from './records';
import { NO_NUMBER, readPlace, resolveTimeline, type RelativeColumns } from './relative-time';
import type { FoundRoles } from './role-columns';
import { REASON, type RowBatch } from './row-batch';

const DAY = 86_400_000;

/**
 * Reads when each row happened: from a column of times, from one of days and one of times of day, or from the days between a user's orders. A row
 * without a time of day beside its day is of the beginning of that day.
 */
export class RowTimes {
  private readonly readTime: DateReader;
  /** Set where another column holds the time of day. */
  private readonly clock: { readonly readWall: DateReader; readonly reader: ClockReader } | null;
  /** Set where the file holds no times but days between orders. */
  private readonly relative: RelativeColumns | null;
  private readonly byKernel: boolean;

  /** With a kernel, all records are its own. */
  constructor(
    mapping: MappingRecipe,
    private readonly sources: CellSources,
    found: FoundRoles,
    writing: ClockWriting,
    private readonly zone: Zone,
    private readonly kernel: KernelColumns | null,
  ) {
    const { dateFormat } = mapping;
    this.readTime = dateReader(dateFormat, zone);
    this.relative = relativeColumns(mapping, found);
    this.clock = sources.has('clock') ? { readWall: wallReader(dateFormat, zone), reader: new ClockReader(writing) } : null;
    this.byKernel = kernel !== null && dateFormat === 'iso' && this.clock === null;
  }

  /** Writes times and rejects rows without one; returns the first cell that could not be read, null where all could. */
  settle(records: Records, from: number, batch: RowBatch): string | null {
    if (this.relative !== null) return readPlaces(this.relative, records, from, batch);
    return this.clock === null ? this.readTimes(records, from, batch) : this.readDays(records, from, batch);
  }

  /** To be called once after the last records. */
  finish(rows: RawRows): void {
    if (this.relative !== null) resolveTimeline(rows, this.zone);
  }

  private readTimes(records: Records, from: number, { fate, time: times }: RowBatch): string | null {
    const { table, column } = this.sources.of('time', records);
    const { firstCell, bytes, starts, ends } = table;
    const { rows } = records;
    const ready = this.byKernel ? this.kernel!.times(records as KernelRecords, from, column, this.zone) : null;
    let unread: string | null = null;
    for (let row = from; row < rows; row++) {
      if (fate[row] !== KEPT) continue;
      const known = ready === null ? OTHERWISE : ready[row]!;
      if (known !== OTHERWISE) {
        times[row] = known;
        continue;
      }
      const cell = firstCell[row]! + column;
      const time = (times[row] = readWith(this.readTime, bytes, starts[cell]!, ends[cell]!));
      if (time === time) continue;
      if (isMissing(bytes, starts[cell]!, ends[cell]!)) fate[row] = REASON.noTime;
      else {
        fate[row] = REASON.badDate;
        unread ??= unreadText(bytes, starts[cell]!, ends[cell]!);
      }
    }
    return unread;
  }

  private readDays(records: Records, from: number, { fate, time: times }: RowBatch): string | null {
    const { readWall, reader } = this.clock!;
    const days = this.sources.of('time', records);
    const clocks = this.sources.of('clock', records);
    const { rows } = records;
    let unread: string | null = null;
    for (let row = from; row < rows; row++) {
      if (fate[row] !== KEPT) continue;
      const { bytes, firstCell, starts, ends } = days.table;
      const cell = firstCell[row]! + days.column;
      const day = Math.floor(readWith(readWall, bytes, starts[cell]!, ends[cell]!) / DAY) * DAY;
      if (day !== day && isMissing(bytes, starts[cell]!, ends[cell]!)) {
        fate[row] = REASON.noTime;
        continue;
      }
      const other = clocks.table;
      const clock = other.firstCell[row]! + clocks.column;
      const blank = isMissing(other.bytes, other.starts[clock]!, other.ends[clock]!);
      const ofDay = blank ? 0 : readWith(reader.read, other.bytes, other.starts[clock]!, other.ends[clock]!);
      const wall = day + ofDay;
      if (wall === wall) times[row] = blank || reader.shift !== reader.shift ? wallToUtc(wall, this.zone) : wall - reader.shift;
      else {
        fate[row] = REASON.badDate;
        unread ??=
          day === day ? unreadText(other.bytes, other.starts[clock]!, other.ends[clock]!) : unreadText(bytes, starts[cell]!, ends[cell]!);
      }
    }
    return unread;
  }
}

/** What a reader makes of a cell: of all that is not white space, else of what its wrapping holds. */
function readWith(read: DateReader, bytes: Uint8Array, cellStart: number, cellEnd: number): number {
  const start = trimStart(bytes, cellStart, cellEnd);
  const end = trimEnd(bytes, start, cellEnd);
  const time = read(bytes, start, end);
  return time === time || start >= end ? time : read(bytes, contentStart(bytes, start, end), contentEnd(bytes, start, end));
}

const LONGEST_TEXT = 100;

function unreadText(bytes: Uint8Array, start: number, end: number): string {
  return cellText(bytes, start, end).trim().slice(0, LONGEST_TEXT);
}

function readPlaces(relative: RelativeColumns, records: Records, from: number, { fate, time }: RowBatch): string | null {
  let unread: string | null = null;
  for (let row = from; row < records.rows; row++) {
    if (fate[row] !== KEPT) continue;
    const place = (time[row] = readPlace(relative, records, row));
    if (place === NO_NUMBER) fate[row] = REASON.noTime;
    else if (place !== place) {
      const cell = records.firstCell[row]! + relative.gap;
      fate[row] = REASON.badDate;
      unread ??= unreadText(records.bytes, records.starts[cell]!, records.ends[cell]!);
    }
  }
  return unread;
}

function relativeColumns({ dateFormat, relativeTime }: MappingRecipe, { columns, indexOf }: FoundRoles): RelativeColumns | null {
  if (dateFormat !== 'days-since-previous') return null;
  const of = (name: string | null | undefined) => (name == null ? -1 : indexOf(name));
  return {
    gap: columns.time ?? -1,
    number: of(relativeTime?.number),
    weekday: of(relativeTime?.weekday),
    hour: of(relativeTime?.hour),
  };
}
