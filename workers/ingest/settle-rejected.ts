import { REJECT_REASONS, type RejectReason } from '../protocol/ingest';
import { TABLE_REJECT_REASONS, type ReadingNote, type ReadingNoteKey } from '../protocol/reading';
import type { Place } from './containers/flow';
import type { Layout } from './layout';
import { NoteCounter } from './note-counter';
import type { NotedRows } from './noted-rows';
import { reasonCode, SURPLUS, type RawRows } from './raw-rows';
import { tableReasons } from './sort-rows';

const RAGGED = reasonCode('ragged');
const NOTES: readonly (ReadingNoteKey | undefined)[] = REJECT_REASONS.map(
  (reason) => (TABLE_REJECT_REASONS as Partial<Record<RejectReason, ReadingNoteKey>>)[reason],
);

/** What a pass over a file remembers of the rows that it rejected. */
export type RejectedLog = Pick<RawRows, 'rowsRead' | 'rejectedLine' | 'rejectedReason' | 'stray' | 'undecodable' | 'tail'>;

/**
 * Settles the reasons of all rows that were rejected during the pass over a file, and says what was met below the header. What stands below the
 * table is told by {@link tableReasons}; the bits of the reasons go.
 *
 * @param endsWithNewline the file's last byte ends a line
 */
export function settleRejected(log: RejectedLog, layout: Layout, endsWithNewline: boolean): ReadingNote[] {
  // Values of JSON that are no objects are broken, and no notes of a table.
  if (layout.source.text.objects !== true) settleTail(log, layout, endsWithNewline);
  const { rejectedLine, rejectedReason, stray, undecodable } = log;
  const notes = new NoteCounter();
  for (let i = 0; i < rejectedReason.length; i++) {
    const line = rejectedLine.data[i]!;
    const reason = rejectedReason.data[i]! & ~SURPLUS;
    const key = NOTES[reason];
    if (key !== undefined) notes.add(key, line);
    else if (reason === RAGGED) notes.add(isSurplus(log, i) ? 'surplus-cells' : 'missing-cells', line);
    rejectedReason.data[i] = reason;
  }
  const counted = (key: ReadingNoteKey, { rows, line }: NotedRows) => (rows > 0 ? [{ key, line, count: rows }] : []);
  return [...notes.all(), ...counted('stray-quotes', stray), ...counted('undecodable', undecodable)];
}

/** Settles what stands below one of several tables within a file, before the rows of the next are added. `endsWithNewline`: its last byte ends a line. */
export function settlePart(log: RejectedLog, layout: Layout, endsWithNewline: boolean): void {
  if (layout.source.text.objects !== true) settleTail(log, layout, endsWithNewline);
  log.tail.clear();
}

/** The notes with lines of the file where those of the text are not the file's. */
export function placedNotes(notes: readonly ReadingNote[], placeOf: (line: number) => Place): ReadingNote[] {
  return notes.map((note) => {
    const { line, part } = placeOf(note.line);
    return { ...note, line, ...(part !== null && { params: { ...note.params, part } }) };
  });
}

const isSurplus = ({ rejectedReason }: RejectedLog, i: number) => (rejectedReason.data[i]! & SURPLUS) !== 0;

function settleTail({ rowsRead, rejectedReason, tail }: RejectedLog, layout: Layout, endsWithNewline: boolean): void {
  const { rows, complete } = tail.end();
  if (rows.length === 0) return;
  const first = rejectedReason.length - tail.run;
  let short = 0;
  for (let i = 0; i < first; i++) if (rejectedReason.data[i] === RAGGED) short++;
  const found = tableReasons(rows, layout, endsWithNewline || !complete, { rows: rowsRead - tail.run, short });
  const set = (i: number, reason: RejectReason) =>
    (rejectedReason.data[first + i]! = (rejectedReason.data[first + i]! & SURPLUS) | reasonCode(reason));
  for (const [i, row] of rows.entries()) {
    const reason = found.get(row);
    // Notes and sums stand at the file's end, which was not reached.
    if (reason !== undefined && (complete || reason === 'other-table' || reason === 'repeated-header')) set(i, reason);
  }
  const last = rows.at(-1);
  if (!complete && last !== undefined && found.get(last) === 'other-table')
    for (let i = rows.length; i < tail.run; i++) set(i, 'other-table');
}
