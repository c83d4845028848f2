import type { ColumnFacts } from './profile';

/** Two or more signs that stand for what was left out: `t**1`, `138****1234`, `王**`; or a single character and one such sign: `张*`. */
const MASKED = /[*＊•]{2}|\d[xX]{3}|[xX]{3}\d|^\p{L}[*＊•]\p{L}?$/u;
/** Quick, and true of all that MASKED matches. */
const MAY_BE_MASKED = /[*＊•]|[xX]{3}/;
const MOSTLY = 0.5;

export const isMaskedText = (text: string) => MAY_BE_MASKED.test(text) && MASKED.test(text);

/** Whether most of a column's values hide part of what they say, so that different people may share one. */
export function isMasked({ maskedShare }: ColumnFacts): boolean {
  return maskedShare > MOSTLY;
}
