import { SPACE } from './byte-kinds';

/** Takes the cells of a line one by one: as places in the bytes, or as text where that is not what stands there. */
export interface CellTaker {
  cell(start: number, end: number): void;
  text(text: string): void;
}

/** Hands the cells of the line `bytes[start…end)` to `take`; none of a blank line. */
export interface LineSplitter {
  split(bytes: Uint8Array, start: number, end: number, take: CellTaker): void;
  /** Of tables whose cells may go on in the lines below. */
  readonly joined?: JoinedLines;
}

/** Places `[from, to)` of a line in the bytes, without its line end. */
export type LineSpan = readonly [from: number, to: number];

export interface JoinedLines {
  /** Whether cells of a line go on in the next, which is null where the text ends; `undefined`: that depends on the next, which is not at hand. */
  goesOn(bytes: Uint8Array, line: LineSpan, next: LineSpan | null | undefined): boolean | undefined;
  /** Whether bars stand within the cells of a line, too. */
  hasMoreBars(bytes: Uint8Array, line: LineSpan): boolean;
  /** Hands on the cells of the record that the lines are. */
  split(bytes: Uint8Array, lines: readonly LineSpan[], take: CellTaker): void;
}

export const isBlank = (byte: number) => byte <= SPACE;

/** The places without blanks at their ends. */
export function trimmed(bytes: Uint8Array, start: number, end: number): [from: number, to: number] {
  let from = start;
  let to = end;
  while (from < to && isBlank(bytes[from]!)) from++;
  while (to > from && isBlank(bytes[to - 1]!)) to--;
  return [from, to];
}
