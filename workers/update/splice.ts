import type { Values } from './columns';

/**
 * How the rows of two tables follow each other in a third, as runs of neighbouring rows of one of them, so that what no new row divides is copied
 * as a block.
 */
export class Splice {
  length = 0;
  private readonly sides: number[] = [];
  private readonly starts: number[] = [];
  private readonly lengths: number[] = [];

  held(from: number, to: number): void {
    this.push(0, from, to);
  }

  added(from: number, to: number): void {
    this.push(1, from, to);
  }

  /** Writes a column of the third table. */
  write<A extends Values>(held: A, added: A, into: A): A {
    let at = 0;
    for (let run = 0; run < this.starts.length; run++) {
      const source = this.sides[run] === 0 ? held : added;
      const start = this.starts[run]!;
      const length = this.lengths[run]!;
      if (length === 1) into[at] = source[start]!;
      else into.set(source.subarray(start, start + length), at);
      at += length;
    }
    return into;
  }

  private push(side: 0 | 1, from: number, to: number): void {
    if (from === to) return;
    this.length += to - from;
    const last = this.starts.length - 1;
    if (last >= 0 && this.sides[last] === side && this.starts[last]! + this.lengths[last]! === from) {
      this.lengths[last]! += to - from;
      return;
    }
    this.sides.push(side);
    this.starts.push(from);
    this.lengths.push(to - from);
  }
}
