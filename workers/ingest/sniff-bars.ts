import { betweenParts, boxPartAt, BoxPart } from './box-drawing';
import { type SEPARATORS } from './dialect';
import { isRule as isDrawn } from './line-cells';
import { trimmed } from './line-splitter';
import { gridOf } from './sniff-grid';
import type { FoundSetting } from './sniff-setting';

/** Blanks stand in one place only between two signs, so that a long line of them is not looked through in all ways to divide it. */
const RULE = /^\s*(?:[|+]\s*)?:?[-=]+:?\s*(?:[|+]\s*:?[-=]+:?\s*)+(?:[|+]\s*)?$/;
const DASHES = /^\s*(?:-+|=+)\s*$/;
/** A colon in the place of a bar, and none of these: the rest of a cell, as psql printed it before its version 9. */
const OLD_REST = /^[^|]*(?:^|\s)[:;](?:\s|$)/;
/** A line from side to side, as SAP draws them about a list. */
const LONG_DASHES = /^\s*-{8,}\s*$/;
const RULE_WITHIN = 100;
/** Lines of as many cells that may stand above the rule. */
const MOST_ABOVE = 1;
const ALIKE = 0.95;
const MOSTLY = 0.8;

const isRule = (line: string) => RULE.test(line) && (/^[|+]/.test(line) || /--|==/.test(line));

/** Whether bars draw a table, as psql, MySQL and Markdown do: with a rule that has as many columns as the lines, or with a frame. */
export function barsOf(lines: readonly string[]): FoundSetting {
  const at = lines.findIndex((line) => isRule(line));
  const above = lines.slice(0, at).filter((line) => line.includes('|')).length;
  const rule = at < 0 || at >= RULE_WITHIN || above > MOST_ABOVE ? undefined : lines[at];
  const barred = lines.filter((line) => line.includes('|') && !isRule(line)).map((line) => line.trim());
  const others = lines.filter(
    (line) => line.trim() !== '' && !line.includes('|') && !isRule(line) && !OLD_REST.test(line) && !LONG_DASHES.test(line),
  ).length;
  if (barred.length < 2 || barred.length < others) return {};
  const framed = barred.filter((line) => line.length > 1 && line.startsWith('|') && line.endsWith('|')).length;
  const bars = (line: string) => line.split('|').length - 1;
  if (rule === undefined) {
    const alike = barred.filter((line) => bars(line) === bars(barred[0]!)).length;
    if (Math.min(framed, alike) < ALIKE * barred.length || bars(barred[0]!) <= 2) return {};
    return { setting: { by: 'bars', framed: true }, ...(lines.some((line) => LONG_DASHES.test(line)) && { rules: true }) };
  }
  const isFramed = framed > MOSTLY * barred.length;
  const columns = rule.match(/[-=]+/g)!.length;
  const most = isFramed ? columns + 1 : columns - 1;
  const full = lines.filter((line) => !isRule(line) && bars(line) >= most);
  const grid =
    rule.includes('+') && full.length * 2 > barred.filter((line) => !OLD_REST.test(line)).length
      ? gridOf(rule, full, lines, isFramed, false)
      : null;
  const fitting = barred.filter((line) => bars(line.replaceAll('\\|', '')) === most).length;
  if (grid === null && fitting <= MOSTLY * barred.length) return {};
  return { setting: { by: 'bars', framed: isFramed, ...(grid && { grid }) }, rules: true };
}

/** Whether a rule of dashes stands right below the header, column by column, as some databases write it into delimited text. */
export function hasRule(lines: readonly string[], delimiter: (typeof SEPARATORS)[number]): boolean {
  const head = lines.slice(0, RULE_WITHIN);
  const at = head.findIndex(
    (line) => /--|==/.test(line) && line.includes(delimiter) && line.split(delimiter).every((cell) => DASHES.test(cell)),
  );
  if (at < 1) return false;
  const cells = (line: string) => line.split(delimiter).length;
  return (
    cells(lines[at - 1]!) === cells(lines[at]!) &&
    head.slice(0, at).filter((line) => cells(line) === cells(lines[at]!)).length <= MOST_ABOVE
  );
}

const encoder = new TextEncoder();

/** Whether the lines are a table that is drawn with Unicode's box drawing: bars in most of them, of one number, and a line above, below or between them. */
export function boxOf(lines: readonly string[]): FoundSetting {
  const barred: { readonly line: string; readonly bars: number; readonly framed: boolean }[] = [];
  let rule: string | undefined;
  let named = 0;
  let others = 0;
  for (const line of lines) {
    const bytes = encoder.encode(line);
    const [from, to] = trimmed(bytes, 0, bytes.length);
    if (from === to) continue;
    const bars = betweenParts(bytes, from, to, BoxPart.bar);
    if (isDrawn(bytes, from, to, '|')) rule ??= line;
    else if (boxPartAt(bytes, from) === BoxPart.corner) named++;
    else if (bars.length === 1) others++;
    else barred.push({ line, bars: bars.length - 1, framed: /^(?:\d+\.?)?$/.test(textBefore(line)) && isEmpty(bars.at(-1)!) });
  }
  if ((rule === undefined && named === 0) || barred.length + named < 2 || barred.length < others) return {};
  const framed = barred.filter((each) => each.framed).length > MOSTLY * barred.length;
  const counts = new Map<number, number>();
  for (const { bars } of barred) counts.set(bars, (counts.get(bars) ?? 0) + 1);
  const [most, count] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0]);
  if (count * 2 <= barred.length) return {};
  const grid =
    framed || rule === undefined
      ? null
      : gridOf(
          rule,
          barred.flatMap(({ bars, line }) => (bars === most ? [line] : [])),
          lines,
          false,
          true,
        );
  return { setting: { by: 'bars', framed, box: true, ...(grid && { grid }) }, rules: true };
}

const textBefore = (line: string) => /^[^\u2500-\u257f]*/.exec(line)![0].trim();
const isEmpty = ([from, to]: readonly [from: number, to: number]) => from === to;
