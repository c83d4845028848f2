import { BACKSLASH, CR, LF, SPACE } from './byte-kinds';
import { cellText } from './cells';
import { quoteOf, type Dialect } from './dialect';

const TAB = 9;
/** Tokens times columns beyond which a record is too large to be tried in every way. */
const MOST_STATES = 1 << 20;

/** Text in which a record starts at `start`: `final` if it ends with the file. */
export interface QuotedText {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly final: boolean;
}

export interface IrregularRecord {
  readonly cells: readonly string[];
  /** Line ends that the record contains, its own included. */
  readonly lines: number;
  /** Position after the record's line end. */
  readonly end: number;
}

/** What a reading costs: nothing where RFC 4180 has it so, about 1 for each quote that must be a stray one. */
const COST = { strayOpening: 1.2, strayInside: 1, strayBeforeDelimiter: 1.5, looseClosing: 0.4, loose: 0.1, newlineInside: 0.25 };

const enum Kind {
  delimiter,
  newline,
  quote,
}

/** What a token is in a reading. */
const enum Part {
  text,
  opening,
  closing,
  pairFirst,
  pairSecond,
  delimiter,
  end,
}

/** Where a reading stands: outside quotes, inside them, or after the first quote of an escaped pair. */
const MODES = 3;

interface Token {
  readonly kind: Kind;
  readonly at: number;
  readonly width: number;
  /** Of a quote: whether a cell begins with it, and whether a delimiter or the line's end follows. */
  readonly opens: boolean;
  readonly closes: boolean;
}

/**
 * The reading of one record as exactly `columns` cells that takes the fewest quotes for stray ones, the shortest of equals; null if there is
 * none. Dynamic programming over (token, mode, cells so far): time and memory are tokens × columns.
 */
export function cheapestReading(text: QuotedText, dialect: Dialect, columns: number): IrregularRecord | null {
  const tokens = tokensOf(text, dialect);
  const most = tokens.filter(({ kind }) => kind === Kind.delimiter).length + 1;
  if (most < columns || tokens.length * columns > MOST_STATES) return null;
  const states = MODES * columns;
  let costs = new Float64Array(states).fill(Infinity);
  let next = new Float64Array(states);
  costs[0] = 0;
  // For each token and state the token's part and the mode before it.
  const choices = new Uint8Array(tokens.length * states);
  let best = Infinity;
  let last = -1;
  for (let t = 0; t < tokens.length; t++) {
    const token = tokens[t]!;
    if (token.kind === Kind.newline && costs[columns - 1]! < best) {
      best = costs[columns - 1]!;
      last = t;
    }
    next.fill(Infinity);
    const moves = movesOf(token, tokens[t + 1]);
    let least = Infinity;
    for (const { mode, to, further, part, cost } of moves) {
      for (let cells = 0; cells + further < columns; cells++) {
        const total = costs[mode * columns + cells]! + cost;
        const state = to * columns + cells + further;
        if (total >= next[state]!) continue;
        next[state] = total;
        choices[t * states + state] = part * MODES + mode;
        if (total < least) least = total;
      }
    }
    if (least >= best) break;
    [costs, next] = [next, costs];
  }
  return last < 0 ? null : written(text, tokens, partsOf(choices, last, columns), dialect);
}

/** A step from one mode to another, and cells that it completes. */
interface Move {
  readonly mode: number;
  readonly to: number;
  readonly further: number;
  readonly part: Part;
  readonly cost: number;
}

const move = (mode: number, to: number, part: Part, cost: number, further = 0): Move => ({ mode, to, further, part, cost });

const AT_DELIMITER: readonly Move[] = [move(0, 0, Part.delimiter, 0, 1), move(1, 1, Part.text, 0)];
const AT_NEWLINE: readonly Move[] = [move(1, 1, Part.text, COST.newlineInside)];
/** By whether the quote opens a cell, closes one, and is followed by another quote: bits 1, 2 and 4. */
const AT_QUOTE: readonly (readonly Move[])[] = Array.from({ length: 8 }, (_, bits) => {
  const opens = (bits & 1) > 0;
  const closes = (bits & 2) > 0;
  return [
    ...(opens ? [move(0, 1, Part.opening, 0)] : []),
    move(0, 0, Part.text, opens ? COST.strayOpening : closes ? COST.looseClosing : COST.loose),
    ...(closes ? [move(1, 0, Part.closing, 0)] : []),
    move(1, 1, Part.text, closes ? COST.strayBeforeDelimiter : COST.strayInside),
    ...((bits & 4) > 0 ? [move(1, 2, Part.pairFirst, 0)] : []),
    move(2, 1, Part.pairSecond, 0),
  ];
});

function movesOf({ kind, at, opens, closes }: Token, following: Token | undefined): readonly Move[] {
  if (kind === Kind.delimiter) return AT_DELIMITER;
  if (kind === Kind.newline) return AT_NEWLINE;
  const paired = following?.kind === Kind.quote && following.at === at + 1;
  return AT_QUOTE[(opens ? 1 : 0) + (closes ? 2 : 0) + (paired ? 4 : 0)]!;
}

function partsOf(choices: Uint8Array, last: number, columns: number): Part[] {
  const parts: Part[] = [];
  parts[last] = Part.end;
  let mode = 0;
  let cells = columns - 1;
  for (let t = last - 1; t >= 0; t--) {
    const choice = choices[(t * MODES + mode) * columns + cells]!;
    parts[t] = Math.floor(choice / MODES);
    mode = choice % MODES;
    if (parts[t] === Part.delimiter) cells--;
  }
  return parts;
}

function written({ bytes, start }: QuotedText, tokens: readonly Token[], parts: readonly Part[], dialect: Dialect): IrregularRecord {
  const cells: string[] = [];
  let pieces = '';
  let from = start;
  let closed = false;
  let lines = 0;
  const take = (to: number) => {
    if (!closed) pieces += cellText(bytes, from, to);
  };
  for (const [t, part] of parts.entries()) {
    const { kind, at, width } = tokens[t]!;
    if (kind === Kind.newline && width > 0) lines++;
    if (part === Part.text || part === Part.pairSecond) continue;
    take(part === Part.end && at > from && dialect.newline === '\n' && bytes[at - 1] === CR ? at - 1 : at);
    from = at + width;
    if (part === Part.closing) closed = true;
    if (part === Part.opening) pieces = '';
    if (part === Part.delimiter || part === Part.end) {
      cells.push(dialect.escape === 'backslash' ? pieces.replace(/\\([\\"'])/g, '$1') : pieces);
      pieces = '';
      closed = false;
      while (dialect.blankAfterDelimiter && bytes[from] === SPACE) from++;
    }
  }
  const end = tokens[parts.length - 1]!;
  return { cells, lines, end: end.at + end.width };
}

function tokensOf({ bytes, start, end, final }: QuotedText, dialect: Dialect): Token[] {
  const quote = quoteOf(dialect).charCodeAt(0);
  const delimiter = dialect.delimiter.charCodeAt(0);
  const width = dialect.delimiter.length;
  const newline = dialect.newline.charCodeAt(0);
  const isDelimiter = (at: number) => bytes[at] === delimiter && (width === 1 || (at + 1 < end && bytes[at + 1] === delimiter));
  const isNewline = (at: number) => bytes[at] === newline || (dialect.mixedNewlines === true && bytes[at] === CR && bytes[at + 1] !== LF);
  const closes = (quoteAt: number) => {
    let at = quoteAt + 1;
    while (at < end && (bytes[at] === SPACE || (bytes[at] === TAB && delimiter !== TAB)) && !isDelimiter(at)) at++;
    return at >= end || isDelimiter(at) || isNewline(at) || (bytes[at] === CR && bytes[at + 1] === LF);
  };
  const tokens: Token[] = [];
  let cellStart = start;
  for (let at = start; at < end; at++) {
    if (bytes[at] === BACKSLASH && dialect.escape === 'backslash') {
      at++;
    } else if (isDelimiter(at)) {
      tokens.push({ kind: Kind.delimiter, at, width, opens: false, closes: false });
      at += width - 1;
      cellStart = at + 1;
      while (dialect.blankAfterDelimiter && bytes[cellStart] === SPACE) cellStart++;
    } else if (isNewline(at)) {
      tokens.push({ kind: Kind.newline, at, width: 1, opens: false, closes: false });
    } else if (bytes[at] === quote) {
      tokens.push({ kind: Kind.quote, at, width: 1, opens: at === cellStart, closes: closes(at) });
    }
  }
  const last = tokens.at(-1);
  const ended = last !== undefined && last.kind === Kind.newline && last.at === end - 1;
  if (final && !ended) tokens.push({ kind: Kind.newline, at: end, width: 0, opens: false, closes: false });
  return tokens;
}
