import { normalName } from './header-words';

/** Where a band stands among others: by its lower bound, an open band below (−1) or above (+1) the one that begins there. */
interface Bound {
  readonly from: number;
  readonly side: -1 | 0 | 1;
}

const FIGURE = String.raw`[$€£¥]?\s*(\d+(?:[.,]\d+)*)\s*(k|m|千|万)?`;
const RANGE = new RegExp(`^${FIGURE}\\s*(?:-|–|—|~|～|to|至|到)\\s*${FIGURE}\\s*\\D{0,6}$`);
const BELOW = new RegExp(
  `^(?:(?:under|below|less than|up to|fewer than|<=?|≤|低于|少于|小于)\\s*${FIGURE}|${FIGURE}\\s*\\D{0,3}(?:以下|and under|or less))$`,
);
const ABOVE = new RegExp(
  `^(?:(?:over|above|more than|at least|>=?|≥|高于|多于|大于|超过)\\s*${FIGURE}|${FIGURE}\\s*(?:\\+|\\D{0,3}(?:以上|and over|and above|or more)))$`,
);
const ONE = new RegExp(`^${FIGURE}$`);
const FACTORS: Readonly<Record<string, number>> = { k: 1e3, 千: 1e3, m: 1e6, 万: 1e4 };

/** Words with an order of their own, lowest first; `|` separates words of the same rank. */
const SCALES: readonly ReadonlyMap<string, number>[] = [
  'jan|january feb|february mar|march apr|april may jun|june jul|july aug|august sep|sept|september oct|october nov|november dec|december',
  'mon|monday tue|tues|tuesday wed|wednesday thu|thur|thurs|thursday fri|friday sat|saturday sun|sunday',
  'very_low low|lower medium|mid|moderate|normal high|higher very_high',
  'xs s m l xl xxl xxxl',
  'tiny small medium|mid large huge',
  'basic|standard|regular bronze silver gold platinum diamond',
  'never rarely sometimes often always',
  'none some many',
  '低|低等 中|中等 高|高等',
  '小 中 大',
  '青铜|铜牌 白银|银牌 黄金|金牌 铂金|白金 钻石',
  '一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月',
].map((scale) => new Map(scale.split(' ').flatMap((words, rank) => words.split('|').map((word) => [word, rank] as const))));

/** Cells that are no answer: no band, and no contradiction to the others either. */
const NO_ANSWER = /^(?:unknown|none\/unknown|not stated|not specified|prefer not to say|other|-|\?|未知|不详|保密|其他)$/i;

/**
 * The values of a column in their order, lowest first, where they are bands (`Under 15K`, `35-49K`, `65+`, `1`, `2`, `3+`) or words of one
 * scale (`low`, `medium`, `high`; months; sizes). Cells that are no answer (`Unknown`) are left out. Null where other values are among them,
 * fewer than three bands, or only plain numbers.
 */
export function orderedBands(values: readonly string[]): string[] | null {
  const told = values.filter((value) => !NO_ANSWER.test(value.trim()));
  return told.length < 3 ? null : (byBound(told) ?? byScale(told));
}

function byBound(values: readonly string[]): string[] | null {
  const bounds = new Map<string, Bound>();
  let bands = 0;
  for (const value of values) {
    const bound = boundOf(value);
    if (bound === null) return null;
    if (!ONE.test(clean(value))) bands++;
    bounds.set(value, bound);
  }
  const at = (value: string) => bounds.get(value)!;
  return bands === 0 ? null : [...values].sort((a, b) => at(a).from - at(b).from || at(a).side - at(b).side);
}

const clean = (value: string) => value.normalize('NFKC').trim().toLowerCase();

function boundOf(value: string): Bound | null {
  const text = clean(value);
  const range = RANGE.exec(text);
  if (range) {
    const from = figure(range[1]!, range[2]);
    const to = figure(range[3]!, range[4]);
    // In `35-49K` the thousand belongs to both.
    const shared = range[2] === undefined && range[4] !== undefined && from < to ? figure(range[1]!, range[4]) : from;
    return shared <= to ? { from: shared, side: 0 } : null;
  }
  for (const [pattern, side] of [
    [BELOW, -1],
    [ABOVE, 1],
    [ONE, 0],
  ] as const) {
    const found = pattern.exec(text);
    if (found) return { from: figure(found[1] ?? found[3]!, found[2] ?? found[4]), side };
  }
  return null;
}

const figure = (digits: string, unit: string | undefined) => Number(digits.replaceAll(',', '')) * (unit ? FACTORS[unit]! : 1);

function byScale(values: readonly string[]): string[] | null {
  const named = values.map((value) => ({ value, name: normalName(value) }));
  const scale = SCALES.find((ranks) => named.every(({ name }) => ranks.has(name)));
  if (scale === undefined) return null;
  return named.sort((a, b) => scale.get(a.name)! - scale.get(b.name)!).map(({ value }) => value);
}
