import type { ReadingNote, ReadingNoteKey } from '../protocol/reading';

/** Counts what rows are announced for, each kind with the line where it is first met. Lines are added in rising order. */
export class NoteCounter {
  private readonly notes = new Map<ReadingNoteKey, { line: number; count: number }>();

  add(key: ReadingNoteKey, line: number): void {
    const note = this.notes.get(key);
    if (note === undefined) this.notes.set(key, { line, count: 1 });
    else note.count++;
  }

  all(): ReadingNote[] {
    return [...this.notes].map(([key, { line, count }]) => ({ key, line, count }));
  }
}
