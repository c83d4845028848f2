import { isFigure } from './cell-types';
import type { Measure, Setting, Zone } from './dialect';
import { placesOf, utf8Length } from './ruler';
import { isTotalLabel } from './row-labels';

/** Characters of a line that are looked at. */
const MOST_PLACES = 4096;
/** Share of lines that may have text where the others are blank: values that are longer than their column. */
const OUTLIERS = 0.02;
/** Share of lines from which they are alike. */
const ALIKE = 0.95;
const MOSTLY = 0.8;
/** Share of lines from which gaps within the columns say that they are none. */
const MOST_TORN = 0.1;
/** A rule of dashes stands below the header or the title. */
const RULE_WITHIN = 100;

/** How lines become cells; `rules`: some are drawn with dashes, and none. */
export interface FoundSetting {
  readonly setting?: Setting;
  readonly rules?: boolean;
}

interface Line {
  readonly text: string;
  /** Texts without a blank, and texts without two blanks or a tab; what is in quotes is one. */
  readonly words: number;
  readonly chunks: number;
  /** What stands between the words one after the other: a blank, or a gap. */
  readonly joints: string;
}

/**
 * Whether cells that blanks divide may hold single blanks, and what divides them then: gaps of two blanks or more, where all lines have as many; else the
 * places that are blank in each line; below a rule of dashes the gaps in that. Nothing where each word is a cell, and where the lines do not tell.
 */
export function settingOf(lines: readonly string[]): FoundSetting {
  const measures = measuresOf(lines);
  const rule = lines.findIndex((line, i) => i > 0 && i < RULE_WITHIN && isRule(line) && lines[i - 1]!.trim() !== '');
  const rules = rule > 0 && { rules: true };
  const texts = lines.filter((line) => line.trim() !== '' && !isRule(line));
  if (rule > 0 && lines[rule]!.trim().includes(' ')) {
    const table = [lines[rule - 1]!, ...lines.slice(rule + 1).filter((line) => line.trim() !== '' && !isRule(line))];
    const { measure, zones } = best(measures.map((each) => ruledZones(lines[rule]!, table, each)));
    return { setting: { by: 'places', measure, zones }, ...rules };
  }
  const spread = texts.map(parsed).filter(({ chunks }) => chunks > 1);
  if (spread.length < 2 || spread.length * 2 < texts.length) return {};
  const setting = settingBy(spread, measures);
  return { ...(setting && { setting }), ...rules };
}

const isRule = (line: string) => /^\s*(?:-+|=+)(?:\s+(?:-+|=+))*\s*$/.test(line) && /--|==/.test(line);

function settingBy(lines: readonly Line[], measures: readonly Measure[]): Setting | null {
  const words = mostCommon(lines.map((line) => line.words));
  const gaps = mostCommon(lines.map(({ chunks }) => chunks));
  const header = lines.find(({ chunks }) => chunks * 2 >= gaps.value)!;
  const wordy = words.share >= ALIKE && header.words === words.value;
  const gapped = gaps.share >= ALIKE && header.chunks === gaps.value;
  const { measure, zones, torn, uneven } = best(measures.map((each) => commonZones(lines, header, each)));
  const placed: Setting | null = zones.length > 0 && torn <= MOST_TORN * lines.length ? { by: 'places', measure, zones } : null;
  const joined =
    gapped && gaps.value < words.value && lines.filter(({ joints }) => joints === header.joints).length >= ALIKE * lines.length;
  if (wordy && zones.length + 1 === words.value) return uneven > (1 - ALIKE) * lines.length ? placed : null;
  if (wordy && !(joined && zones.length < gaps.value)) return null;
  if (gapped && zones.length < gaps.value) return { by: 'gaps' };
  if (placed !== null) return placed;
  return gaps.share >= MOSTLY ? { by: 'gaps' } : null;
}

interface Zones {
  readonly measure: Measure;
  readonly zones: readonly Zone[];
  /** Lines with a gap within a column, and columns that the header does not name. */
  readonly torn: number;
  readonly nameless: number;
  /** Lines that do not have one word in each column. */
  readonly uneven: number;
  /** Texts that neither begin where their column does nor end where it does. */
  readonly askew: number;
}

/** The measure by which the lines are set: by others the columns are torn. */
function best(found: readonly Zones[]): Zones {
  return [...found].sort((a, b) => a.torn - b.torn || a.nameless - b.nameless || a.askew - b.askew || b.zones.length - a.zones.length)[0]!;
}

/** Characters that are not ASCII take different places by each measure. */
function measuresOf(lines: readonly string[]): readonly Measure[] {
  return lines.some((line) => /[\u0080-\uffff]/.test(line)) ? ['characters', 'halves', 'bytes'] : ['characters'];
}

function parsed(text: string): Line {
  let words = 0;
  let joints = '';
  let last = 0;
  for (const word of text.matchAll(/"(?:[^"]|"")*"(?=\s|$)|\S+/g)) {
    const between = text.slice(last, word.index);
    if (words++ > 0) joints += between === ' ' ? ' ' : '|';
    last = word.index + word[0].length;
  }
  return { text, words, chunks: joints.split('|').length, joints };
}

function mostCommon(values: readonly number[]): { readonly value: number; readonly share: number } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [value, count] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  return { value, share: count / values.length };
}

/** For each place of the line whether something stands there. */
function inkOf(line: string, measure: Measure): boolean[] {
  const bytes = new TextEncoder().encode(line.slice(0, MOST_PLACES));
  const ink: boolean[] = [];
  for (let at = 0; at < bytes.length; at += utf8Length(bytes[at]!)) {
    for (let place = placesOf(bytes, at, measure); place > 0; place--) ink.push(bytes[at]! > 32);
  }
  return ink;
}

/** Gaps between the dashes of a rule, or as much of each as the lines leave blank. */
function ruledZones(rule: string, lines: readonly string[], measure: Measure): Zones {
  const gaps = runsWhere(inkOf(rule, measure).map((ink) => !ink)).slice(/^\s/.test(rule) ? 1 : 0);
  const inks = lines.map((line) => inkOf(line, measure));
  const taken = inkCounts(inks);
  const most = Math.floor(OUTLIERS * lines.length);
  const zones = gaps.map(([from, to]): Zone => {
    const blank = runsWhere(Array.from({ length: to - from }, (_, i) => (taken[from + i] ?? 0) <= most));
    const [first, last] = blank.reduce((widest, run) => (run[1] - run[0] > widest[1] - widest[0] ? run : widest), [0, 0] as Zone);
    return last > first ? [from + first, from + last] : [from, to];
  });
  return zonesIn(inks, inks[0]!, zones, measure);
}

/**
 * Places between columns: blank in nearly all lines, and in the header. A single blank divides where text stands on both sides of it in most lines,
 * and in the header, too, unless most lines have more blanks there.
 */
function commonZones(lines: readonly Line[], header: Line, measure: Measure): Zones {
  const inks = lines.map(({ text }) => inkOf(text, measure));
  const head = inks[lines.indexOf(header)]!;
  if (lines.some(({ text }) => text.includes('\t'))) return zonesIn(inks, head, [], measure);
  const taken = inkCounts(inks.filter((_, i) => !isTotalLabel(lines[i]!.text)));
  const most = Math.floor(OUTLIERS * lines.length);
  const blank = taken.map((count, place) => count <= most && head[place] !== true);
  const first = blank.indexOf(false);
  const inner = runsWhere(blank).filter(([from, to]) => from > first && to < blank.length);
  const zones: Zone[] = [];
  for (const [i, [from, to]] of inner.entries()) {
    const left = zones.at(-1)?.[1] ?? 0;
    const right = inner[i + 1]?.[0] ?? blank.length;
    const both = inks.filter((ink) => hasInk(ink, left, from) && hasInk(ink, to, right));
    const roomy = both.filter((ink) => ink[from - 1] !== true || ink[to] !== true).length * 2 > both.length;
    const named = both.includes(head) && !isOneDate(lines, header, [left, right]);
    if (to - from > 1 || (both.length * 2 > inks.length && (roomy || named))) zones.push([from, to]);
  }
  return zonesIn(inks, head, zones, measure);
}

function zonesIn(inks: readonly (readonly boolean[])[], head: readonly boolean[], zones: readonly Zone[], measure: Measure): Zones {
  const columns = Array.from({ length: zones.length + 1 }, (_, i): Zone => [zones[i - 1]?.[1] ?? 0, zones[i]?.[0] ?? MOST_PLACES]);
  const torn = inks.filter((ink) => columns.some((column) => hasGap(ink, column))).length;
  const nameless = columns.filter(([from, to]) => !hasInk(head, from, to)).length;
  const uneven = inks.filter((ink) => columns.some((column) => wordsIn(ink, column) !== 1)).length;
  const askew = columns.reduce((sum, column) => sum + askewIn(inks, column), 0);
  return { measure, zones, torn, nameless, uneven, askew };
}

function hasInk(ink: readonly boolean[], from: number, to: number): boolean {
  const at = ink.indexOf(true, from);
  return at >= 0 && at < to;
}

function wordsIn(ink: readonly boolean[], [from, to]: Zone): number {
  let words = 0;
  for (let at = ink.indexOf(true, from); at >= 0 && at < to; at = ink.indexOf(true, ink.indexOf(false, at))) {
    words++;
    if (ink.indexOf(false, at) < 0) break;
  }
  return words;
}

function askewIn(inks: readonly (readonly boolean[])[], [from, to]: Zone): number {
  const texts = inks
    .map((ink) => [ink.indexOf(true, from), ink.lastIndexOf(true, to - 1)] as const)
    .filter(([first]) => first >= 0 && first < to);
  const begin = Math.min(...texts.map(([first]) => first));
  const end = Math.max(...texts.map(([, last]) => last));
  return texts.filter(([first, last]) => first !== begin && last !== end).length;
}

/** Whether two blanks or more stand within the text of a column. */
function hasGap(ink: readonly boolean[], [from, to]: Zone): boolean {
  for (let at = ink.indexOf(true, from); at >= 0 && at < to;) {
    const end = ink.indexOf(false, at);
    if (end < 0) return false;
    at = ink.indexOf(true, end);
    if (at > end + 1 && at < to) return true;
  }
  return false;
}

/** Whether a date with a time of day stands at these places, in characters, in most lines and in the first. */
function isOneDate(lines: readonly Line[], header: Line, [from, to]: Zone): boolean {
  const dated = ({ text }: Line) => {
    const cell = text.slice(from, to).trim();
    return /\s\d{1,2}:\d{2}/.test(cell) && isFigure(cell);
  };
  return dated(header) && lines.filter(dated).length > MOSTLY * lines.length;
}

function inkCounts(inks: readonly (readonly boolean[])[]): number[] {
  const counts: number[] = [];
  for (const ink of inks) for (const [place, inked] of ink.entries()) counts[place] = (counts[place] ?? 0) + (inked ? 1 : 0);
  return counts;
}

function runsWhere(holds: readonly boolean[]): Zone[] {
  const runs: Zone[] = [];
  let from = -1;
  for (let place = 0; place <= holds.length; place++) {
    if (holds[place] === true && from < 0) from = place;
    if (holds[place] !== true && from >= 0) {
      runs.push([from, place]);
      from = -1;
    }
  }
  return runs;
}
