import { isFigure } from './cell-types';
import type { SampledRecord } from './table-shape';

/** Records of a file's beginning among which the line is looked for. */
const WITHIN = 110;

const SIMPLE = [
  // SQL, DuckDB, ClickHouse
  'u?(?:tiny|small|medium|big|huge)int(?: unsigned)?|u?int(?:eger)?(?:2|4|8|16|32|64|96|128|256)?|(?:big|small)?serial|float(?:4|8|32|64)?|double(?: precision)?|real',
  '(?:big)?(?:decimal|numeric)(?:32|64|128|256)?|number|money|(?:big)?numeric|bool(?:ean)?|bit|n?(?:var)?char(?:acter)?(?: varying)?2?|fixedstring|n?text|string|utf8|clob',
  'date(?:32|64)?|time(?:tz)?|timestamp(?:_n?tz|_ltz|_ns|_ms|_s|tz)?(?: with(?:out)? time zone)?|datetime(?:2|64)?|interval|uuid|jsonb?|blob|bytea|bytes|binary|enum(?:8|16)?|ipv[46]',
  // polars, pandas, R
  '[iuf](?:8|16|32|64|128)|str|large_?(?:utf8|string)|large_?binary|cat(?:egory|egorical)?|object|null|duration|datetime64\\[ns(?:, \\w+)?\\]|timedelta64\\[ns\\]',
  '<(?:chr|dbl|int|lgl|fct|ord|date|dttm|time|drtn|list|num|cplx)>',
].join('|');
const NESTED = '(?:nullable|lowcardinality|array|map|tuple|list|struct|union|set)[<(\\[].*[>)\\]]';
const TYPE = new RegExp(`^(?:${NESTED}|(?:${SIMPLE})(?:\\s?\\([^()]*\\)|\\[[^\\[\\]]*\\])*(?:\\[\\])*)$`, 'i');

const isType = (cell: string) => TYPE.test(cell.trim());

/** Types that are everyday words, too. */
const WORD =
  /^(?:dates?|times?|text|number|numeric|decimal|money|real|double|object|category|bit|binary|null|interval|json|string|char|enum|blob|bytes|duration|int|integer)$/i;

/** Whether each cell names a type of databases and data frames. */
const namesTypes = (cells: readonly string[]) => cells.length > 1 && cells.every(isType);

/**
 * The record right below the names of a table's columns that names their types, as DuckDB, ClickHouse and polars write it: all its cells do, unlike those of
 * the records above and below it, and figures stand below or some are no everyday words. −1 where there is none.
 *
 * @param width cells that a record of the table has
 */
export function typeLine(records: readonly SampledRecord[], width: number): number {
  return records.slice(0, WITHIN).findIndex(({ cells }, i) => {
    if (i === 0 || cells.length !== width || !namesTypes(cells)) return false;
    const names = records[i - 1]!.cells;
    const below = records.slice(i + 1, i + 4).map((record) => record.cells);
    if (names.length !== width || names.some((name) => name.trim() === '' || isFigure(name))) return false;
    if (namesTypes(names) || namesTypes(below[0] ?? [])) return false;
    return cells.some((cell) => !WORD.test(cell.trim())) || below.some((row) => row.some(isFigure));
  });
}
