import { wholeDay } from '../../../math/zone';
import type { AttributeFill } from '../../../protocol/attribute-cleaning';
import type { Zone } from '../../../protocol/events';
import type { AttributeColumn } from '../../../protocol/tables';
import { quotient } from '../amounts';
import { mostFrequent } from '../fill-categories';
import { centralFigure } from '../fill-numbers';
import { nearestDonors, type Likeness } from '../neighbours';
import { completeByRegression } from '../regression';
import { hintsOf, Predictors } from './predictors';
import { figuresOf, gapsOf, type UserRows } from './user-rows';

/** A column whose gaps are to be filled. */
interface Task {
  readonly column: AttributeColumn;
  readonly fill: AttributeFill;
  readonly gaps: Uint32Array;
}

/**
 * The columns of the table, their gaps filled as asked, all from what the file held and not from each other's fills. Where nothing tells a value, or the constant is
 * none of the column's kind, a gap stays. Dates are filled with whole days.
 *
 * @param fillOf how the gaps of a column are treated; `default` and `drop` leave them
 */
export async function fillAttributes(
  table: UserRows,
  fillOf: (column: AttributeColumn) => AttributeFill,
  zone: Zone,
  pause: () => Promise<void>,
): Promise<readonly AttributeColumn[]> {
  const predictors = new Predictors(table.columns);
  const tasks = table.columns.flatMap((column): Task[] => {
    const fill = fillOf(column);
    if (fill.method === 'default' || fill.method === 'drop') return [];
    const gaps = gapsOf(column, table.ids.length);
    return gaps.length === 0 ? [] : [{ column, fill, gaps }];
  });
  const regressed = await byRegression(
    predictors,
    tasks.filter(({ fill }) => fill.method === 'regression'),
    pause,
  );
  const filled = new Map<AttributeColumn, AttributeColumn>();
  for (const task of tasks) {
    await pause();
    const figures = figuresOf(task.column);
    if (figures === null) filled.set(task.column, await fillNames(predictors, task, pause));
    else filled.set(task.column, withFigures(task, regressed.get(task) ?? (await figuresFor(predictors, task, figures, pause)), zone));
  }
  return table.columns.map((column) => filled.get(column) ?? column);
}

/** A figure for each gap, in their order. */
type Fills = ArrayLike<number>;

async function figuresFor(predictors: Predictors, task: Task, figures: Float64Array, pause: () => Promise<void>): Promise<Fills> {
  const { gaps, fill } = task;
  const { method, constant } = fill;
  if (method === 'neighbours') {
    const fills = new Map<number, number>();
    await fromNeighbours(predictors, task, (gap, nearest) => fills.set(gap, mean(nearest.map((row) => figures[row]!))), pause);
    return Float64Array.from(gaps, (gap) => fills.get(gap) ?? NaN);
  }
  const known = figures.filter((figure) => !Number.isNaN(figure));
  const figure = centralFigure(known, { method, constant: typeof constant === 'number' ? constant : NaN });
  return new Float64Array(gaps.length).fill(figure);
}

const rowsOf = ({ values, coded }: AttributeColumn) => values?.length ?? coded!.codes.length;
const mean = (list: readonly number[]) => list.reduce((sum, figure) => sum + figure, 0) / list.length;

function withFigures({ column, gaps }: Task, fills: Fills, zone: Zone): AttributeColumn {
  const filled = new Uint8Array(rowsOf(column));
  const values = column.values && column.values.slice();
  const codes = column.coded && column.coded.codes.slice();
  gaps.forEach((gap, i) => {
    const figure = fills[i]!;
    if (Number.isNaN(figure)) return;
    filled[gap] = 1;
    if (codes) codes[gap] = Math.round(figure);
    // As a cell can hold it, so that the clean file reads the same.
    else values![gap] = column.as === 'date' ? wholeDay(figure, zone) : quotient(figure, 1);
  });
  return { ...column, values, coded: column.coded && { ...column.coded, codes: codes! }, filled };
}

async function fillNames(predictors: Predictors, task: Task, pause: () => Promise<void>): Promise<AttributeColumn> {
  const { column, gaps, fill } = task;
  const { method, constant } = fill;
  const before = column.coded!;
  const names = [...before.names];
  const codes = before.codes.slice();
  const filled = new Uint8Array(codes.length);
  const set = (gap: number, code: number) => {
    codes[gap] = code;
    filled[gap] = 1;
  };
  const known = before.codes.filter((code) => code >= 0);
  if (method === 'constant' && String(constant ?? '').trim() !== '') {
    const name = String(constant).trim();
    if (!names.includes(name)) names.push(name);
    for (const gap of gaps) set(gap, names.indexOf(name));
  } else if (method === 'mode' && known.length > 0) {
    const code = mostFrequent(known);
    for (const gap of gaps) set(gap, code);
  } else if (method === 'neighbours') {
    await fromNeighbours(predictors, task, (gap, nearest) => set(gap, mostFrequent(nearest.map((row) => before.codes[row]!))), pause);
  }
  return { ...column, coded: { codes, names }, filled };
}

async function fromNeighbours(
  predictors: Predictors,
  { column, gaps }: Task,
  take: (gap: number, nearest: readonly number[]) => void,
  pause: () => Promise<void>,
): Promise<void> {
  const told = predictors.of(column);
  const likeness: Likeness = {
    figures: told.flatMap((predictor) => figuresOf(predictor) ?? []),
    codes: told.flatMap((predictor) => (figuresOf(predictor) === null ? [predictor.coded!.codes] : [])),
    first: null,
  };
  const missing = new Set(gaps);
  const donors = Uint32Array.from({ length: rowsOf(column) }, (_, row) => row).filter((row) => !missing.has(row));
  await nearestDonors(likeness, donors, gaps, take, pause);
}

/** Predictions for all tasks at once: each is regressed on the others and on what is not predicted itself. */
async function byRegression(predictors: Predictors, tasks: readonly Task[], pause: () => Promise<void>): Promise<Map<Task, Fills>> {
  if (tasks.length === 0) return new Map();
  const place = new Map(tasks.map(({ column }, i) => [column, i]));
  const incomplete = [];
  for (const { column } of tasks) {
    await pause();
    const figures = figuresOf(column)!;
    const told = predictors.of(column);
    const others = new Set(told.flatMap((predictor) => place.get(predictor) ?? []));
    const complete = told.filter((predictor) => !place.has(predictor));
    const hints = complete.flatMap(hintsOf);
    incomplete.push({ figures, hints, others });
  }
  const completed = await completeByRegression(incomplete, [], pause);
  return new Map(tasks.map((task, i) => [task, Float64Array.from(task.gaps, (gap) => completed[i]![gap]!)]));
}
