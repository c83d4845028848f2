import { boxPartAt, BoxPart } from './box-drawing';
import { ContinuedCells } from './continued-cells';
import type { ContinuedBy, Grid } from './dialect';
import type { LineSpan } from './line-splitter';
import { placesOf, utf8Length } from './ruler';

const CORNER = 43;

const encoder = new TextEncoder();

/**
 * The grid of a printed table by its rule and its lines: bars stand in the places of the rule's corners in all of them. null where they do not, and where a line
 * that is marked as one that goes on is not followed by one that has but the rest of its cells.
 *
 * @param barred lines with as many bars as the rule has corners
 * @param lines all lines
 */
export function gridOf(rule: string, barred: readonly string[], lines: readonly string[], framed: boolean, box: boolean): Grid | null {
  const { bars, width } = cornersOf(encoder.encode(rule), box);
  if (bars.length === 0) return null;
  const cellsBy = (mark: ContinuedBy) => new ContinuedCells({ bars, width, mark }, framed);
  const marks: readonly ContinuedBy[] = box ? ['\u21b5'] : ['+', ':'];
  const [usual] = marks;
  if (!barred.every((line) => inLine(line, (bytes, span) => cellsBy(usual!).fits(bytes, span)))) return null;
  for (const mark of marks) {
    const found = continuedIn(lines, cellsBy(mark), mark);
    if (found !== null) return found ? { bars, width, mark } : null;
  }
  return { bars, width, mark: usual! };
}

/** Whether lines go on in the next, and all of them as they should; null where none does. */
function continuedIn(lines: readonly string[], cells: ContinuedCells, mark: ContinuedBy): boolean | null {
  let found: boolean | null = null;
  for (const [i, line] of lines.slice(0, -1).entries()) {
    const bytes = encoder.encode(`${line}\n${lines[i + 1]!}`);
    const length = encoder.encode(line).length;
    const [first, second]: [LineSpan, LineSpan] = [
      [0, length],
      [length + 1, bytes.length],
    ];
    if (cells.goesOn(bytes, first, second) !== true) continue;
    if (mark !== ':' && !cells.isRest(bytes, first, second)) return false;
    found = true;
  }
  return found;
}

function inLine(line: string, holds: (bytes: Uint8Array, span: LineSpan) => boolean): boolean {
  const bytes = encoder.encode(line);
  return holds(bytes, [0, bytes.length]);
}

function cornersOf(rule: Uint8Array, box: boolean): { readonly bars: readonly number[]; readonly width: number } {
  const bars: number[] = [];
  let width = 0;
  for (let at = 0; at < rule.length; at += utf8Length(rule[at]!)) {
    if (box ? boxPartAt(rule, at) === BoxPart.corner : rule[at] === CORNER) bars.push(width);
    width += placesOf(rule, at, 'halves');
  }
  return { bars, width };
}
