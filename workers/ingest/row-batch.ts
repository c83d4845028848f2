import { KEPT } from './fate';
import { reasonCode } from './raw-rows';

export const REASON = {
  ragged: reasonCode('ragged'),
  noUser: reasonCode('no-user'),
  notSampled: reasonCode('not-sampled'),
  userTooLong: reasonCode('user-too-long'),
  noTime: reasonCode('no-time'),
  badDate: reasonCode('bad-date'),
  badNumber: reasonCode('bad-number'),
};

/** What is known of the rows of one batch, by row; only rows whose fate is KEPT have the rest. */
export class RowBatch {
  fate = new Int8Array(0);
  time = new Float64Array(0);
  type = new Int32Array(0);
  flags = new Uint8Array(0);
  value = new Float64Array(0);
  quantity = new Float64Array(0);
  /** Bits of BLANK. */
  blank = new Uint8Array(0);

  /** Room for so many rows, all of them kept so far. */
  allocate(rows: number): void {
    if (this.fate.length < rows) {
      this.fate = new Int8Array(rows);
      this.time = new Float64Array(rows);
      this.type = new Int32Array(rows);
      this.flags = new Uint8Array(rows);
      this.value = new Float64Array(rows);
      this.quantity = new Float64Array(rows);
      this.blank = new Uint8Array(rows);
    }
    this.fate.fill(KEPT);
    this.blank.fill(0);
  }

  /** Whether all rows from `from` on are kept. */
  isKept(from: number, rows: number): boolean {
    for (let row = from; row < rows; row++) if (this.fate[row] !== KEPT) return false;
    return true;
  }
}
