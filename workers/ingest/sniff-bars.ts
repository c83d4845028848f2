import { type SEPARATORS } from './dialect';
import type { FoundSetting } from './sniff-setting';

const RULE = /^\s*[|+]?\s*:?[-=]+:?\s*(?:[|+]\s*:?[-=]+:?\s*)+[|+]?\s*$/;
const DASHES = /^\s*(?:-+|=+)\s*$/;
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
  const others = lines.filter((line) => line.trim() !== '' && !line.includes('|') && !isRule(line)).length;
  if (barred.length < 2 || barred.length < others) return {};
  const framed = barred.filter((line) => line.length > 1 && line.startsWith('|') && line.endsWith('|')).length;
  const bars = (line: string) => line.split('|').length - 1;
  if (rule === undefined) {
    const alike = barred.filter((line) => bars(line) === bars(barred[0]!)).length;
    return Math.min(framed, alike) >= ALIKE * barred.length && bars(barred[0]!) > 2 ? { setting: { by: 'bars', framed: true } } : {};
  }
  const isFramed = framed > MOSTLY * barred.length;
  const columns = rule.match(/[-=]+/g)!.length;
  const fitting = barred.filter((line) => bars(line.replaceAll('\\|', '')) === (isFramed ? columns + 1 : columns - 1)).length;
  return fitting > MOSTLY * barred.length ? { setting: { by: 'bars', framed: isFramed }, rules: true } : {};
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
