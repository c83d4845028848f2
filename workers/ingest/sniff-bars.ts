import { type SEPARATORS } from './dialect';
import type { FoundSetting } from './sniff-setting';

const RULE = /^\s*[|+]?\s*:?[-=]+:?\s*(?:[|+]\s*:?[-=]+:?\s*)+[|+]?\s*$/;
const DASHES = /^\s*(?:-+|=+)\s*$/;
const RULE_WITHIN = 100;
const ALIKE = 0.95;
const MOSTLY = 0.8;

/** Whether bars draw a table, as psql, MySQL and Markdown do: with a rule that has as many columns as the lines, or with a frame. */
export function barsOf(lines: readonly string[]): FoundSetting {
  const rule = lines.slice(0, RULE_WITHIN).find((line) => RULE.test(line));
  const barred = lines.filter((line) => line.includes('|') && !RULE.test(line)).map((line) => line.trim());
  const others = lines.filter((line) => line.trim() !== '' && !line.includes('|') && !RULE.test(line)).length;
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

/** Whether a rule of dashes stands below the header, column by column, as some databases write it into delimited text. */
export function hasRule(lines: readonly string[], delimiter: (typeof SEPARATORS)[number]): boolean {
  return lines.slice(0, RULE_WITHIN).some((line, i) => {
    if (i === 0 || !/--|==/.test(line)) return false;
    const cells = line.split(delimiter);
    return cells.length > 1 && cells.every((cell) => DASHES.test(cell)) && lines[i - 1]!.split(delimiter).length === cells.length;
  });
}
