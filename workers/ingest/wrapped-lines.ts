import { CR } from './byte-kinds';
import { cellText } from './cells';
import type { CellTaker, LineSplitter } from './line-splitter';

/** Share of lines that are as they all should be. */
const NEARLY_ALL = 0.95;
const DELIMITERS = [',', ';', '\t'] as const;

const WRAPPED = /^\s*"((?:[^"]|"")*)"\s*$/;

/**
 * Splits lines that were put in quotes as a whole, quotes within them doubled, as happens where delimited text is pasted into one column of a spreadsheet and
 * saved again. A line without such quotes is split as it stands.
 */
export class WrappedSplitter implements LineSplitter {
  constructor(private readonly delimiter: string) {}

  split(bytes: Uint8Array, start: number, end: number, take: CellTaker): void {
    const line = cellText(bytes, start, end > start && bytes[end - 1] === CR ? end - 1 : end);
    if (line.trim() === '') return;
    for (const cell of cellsOf(unwrapped(line) ?? line, this.delimiter)) take.text(cell);
  }
}

/** The delimiter of lines of which nearly all are in quotes as a whole, and hold equally many cells then, two at least; null where they are no such lines. */
export function wrappedDelimiter(lines: readonly string[]): (typeof DELIMITERS)[number] | null {
  const filled = lines.filter((line) => line.trim() !== '');
  const inner = filled.map(unwrapped).filter((line) => line !== null);
  if (inner.length < 2 || inner.length < NEARLY_ALL * filled.length) return null;
  for (const delimiter of DELIMITERS) {
    const [first, ...rest] = inner.map((line) => cellsOf(line, delimiter));
    if (first!.length < 2) continue;
    const alike = rest.filter((cells) => cells.length === first!.length);
    // Behind the commas of a sentence stands a blank.
    const spaced = alike.filter((cells) => cells.slice(1).every((cell) => cell.startsWith(' ')));
    if (alike.length >= NEARLY_ALL * rest.length && spaced.length * 2 < alike.length) return delimiter;
  }
  return null;
}

function unwrapped(line: string): string | null {
  return WRAPPED.exec(line)?.[1]!.replaceAll('""', '"') ?? null;
}

/** Cells of a line by RFC 4180; a quote that is not closed in it is text. */
function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; ;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(line.slice(at));
    const behind = quoted === null ? -1 : at + quoted[0].length;
    const isQuoted = quoted !== null && (behind === line.length || line.startsWith(delimiter, behind));
    const next = isQuoted ? (behind === line.length ? -1 : behind) : line.indexOf(delimiter, at);
    cells.push(isQuoted ? quoted[1]!.replaceAll('""', '"') : line.slice(at, next < 0 ? undefined : next));
    if (next < 0) return cells;
    at = next + delimiter.length;
  }
}
