import { equalKeys } from '../../math/equal-keys';
import { int32List, uint32List } from '../growable';

/** How the times of a user's rows run so far: none differ, they only rise, only fall, or both. */
const SAME = 0;
const RISING = 1;
const FALLING = 2;
const MIXED = 3;
/** Bit beside these: the user's last row is among the candidates. */
const TAKEN = 4;
/** Words of a user. */
const LAST = 2;
const COURSE = 3;

/** A row of a batch by user and time; rows that are equal have both in common. */
interface TimedRows {
  readonly user: Int32Array;
  readonly time: Float64Array;
}

/**
 * Finds the rows that equal an earlier one. Where a user's times run one way, which they do in nearly all files, rows of one time follow each other: only
 * these are compared by their hashes, and all rows of the other users.
 */
export class RepeatedRows {
  private readonly hashes = int32List();
  private readonly candidates = uint32List();
  private rows = 0;
  /**
   * By user, sixteen bytes beside each other, since each user is somewhere else in memory: the time of his last row, in two words the row and how his times run.
   * No time: no row.
   */
  private times = new Float64Array(0);
  private words = new Int32Array(0);
  private mixed = 0;

  /** Makes room for so many rows in all. */
  reserve(rows: number): void {
    if (2 * rows > this.hashes.length) this.hashes.reserve(2 * rows - this.hashes.length);
  }

  /**
   * Adds rows that follow those before them.
   *
   * @param hashes 64 bits of hash a row, two numbers each
   * @param users more than the largest code
   */
  add({ user, time }: TimedRows, hashes: Int32Array, users: number): void {
    this.hashes.reserve(hashes.length).set(hashes, this.hashes.length);
    this.hashes.length += hashes.length;
    this.makeRoom(users);
    const { times, words, candidates } = this;
    for (let i = 0; i < user.length; i++) {
      const row = this.rows + i;
      const u = user[i]!;
      const at = time[i]!;
      const before = times[2 * u]!;
      times[2 * u] = at;
      const last = words[4 * u + LAST]!;
      let run = words[4 * u + COURSE]!;
      if (before !== before) run = SAME;
      else if (at === before) {
        const data = candidates.reserve(2);
        if ((run & TAKEN) === 0) data[candidates.length++] = last;
        data[candidates.length++] = row;
        run |= TAKEN;
      } else {
        const known = run & MIXED;
        const next = known | (at > before ? RISING : FALLING);
        if (next === MIXED && known !== MIXED) this.mixed++;
        run = next;
      }
      words[4 * u + LAST] = row;
      words[4 * u + COURSE] = run;
    }
    this.rows += user.length;
  }

  /**
   * Ascending.
   *
   * @param user of every row that was added
   * @param pause awaited now and then; may throw
   */
  async find(user: Int32Array, pause: () => Promise<void>): Promise<Uint32Array> {
    const { hashes, rows } = this;
    const candidates = this.mixed === 0 ? this.followers() : this.withMixed(user);
    const repeated: number[] = [];
    // A copy of nearly all hashes would take more than it saves.
    if (2 * candidates.length > rows) await equalKeys(hashes.data, rows, (row) => repeated.push(row), pause);
    else {
      const own = new Int32Array(2 * candidates.length);
      for (let i = 0; i < candidates.length; i++) {
        own[2 * i] = hashes.data[2 * candidates[i]!]!;
        own[2 * i + 1] = hashes.data[2 * candidates[i]! + 1]!;
      }
      await equalKeys(own, candidates.length, (i) => repeated.push(candidates[i]!), pause);
    }
    return Uint32Array.from(repeated).sort();
  }

  private followers(): Uint32Array {
    return this.candidates.data.slice(0, this.candidates.length).sort();
  }

  private withMixed(user: Int32Array): Uint32Array {
    const { words, rows } = this;
    const marks = new Uint8Array(rows);
    let count = 0;
    for (const row of this.followers()) marks[row] = 1;
    for (let row = 0; row < rows; row++) {
      if ((words[4 * user[row]! + COURSE]! & MIXED) === MIXED) marks[row] = 1;
      count += marks[row]!;
    }
    const marked = new Uint32Array(count);
    for (let row = 0, at = 0; at < count; row++) if (marks[row] === 1) marked[at++] = row;
    return marked;
  }

  private makeRoom(users: number): void {
    const { length } = this.times;
    if (2 * users <= length) return;
    const larger = new Float64Array(Math.max(2 * users, 2 * length)).fill(NaN, length);
    // As words, since not every platform keeps the bits of what is no number.
    this.words = new Int32Array(larger.buffer);
    this.words.set(new Int32Array(this.times.buffer));
    this.times = larger;
  }
}
