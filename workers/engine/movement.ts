import { csvCell, BOM } from '../math/csv';
import { rawFeatures, applyScale } from '../features';
import { migration, usersOfFlow, userPath } from '../identity';
import { AWAY, NO_SEGMENT, type FeatureChange, type Flow, type Migration, type UserPath } from '../protocol/movement';
import type { ExportWords } from '../protocol/engine';
import { atLength } from '../track/columns';
import type { RunState } from './run';
import { rowsByUser } from './views';

/** Who moved between segments, asked of a run. Segments go by their numbers. */

export function migrationView(run: RunState, from: number, to: number): Migration {
  return migration(mapOf(run, from), mapOf(run, to), run.segmentation.k, run.numbers, from, to);
}

export function flowView(run: RunState, from: number, to: number, segmentFrom: number, segmentTo: number): Flow {
  const users = usersOfFlow(mapOf(run, from), mapOf(run, to), labelOf(run, segmentFrom), labelOf(run, segmentTo));
  const rowOfUser = rowsByUser(run.matrix, run.opened.ingested.events.users);
  const changes = segmentFrom === AWAY || segmentTo === AWAY || users.length === 0 ? [] : changesOf(run, from, to, users);
  // Every user of a window has a row, since windows lie within the matrix's span.
  return { rows: users.map((user) => rowOfUser[user]!), changes };
}

export function pathView(run: RunState, row: number): UserPath {
  const { matrix, opened, tracked, numbers } = run;
  if (!(row >= 0 && row < matrix.users)) throw new RangeError(`no user ${row}`);
  return userPath(opened.ingested.events, tracked.timeline.windows, tracked.maps, matrix.userIndex[row]!, numbers, matrix);
}

/** `user,segment_before,name_before,segment_after,name_after` of the rows: segments as on the screen, from 1, or what `words` call none; blank where not active. */
export function flowCsv(
  run: RunState,
  from: number,
  to: number,
  rows: Uint32Array,
  { names, none }: Pick<ExportWords, 'names' | 'none'>,
): Blob {
  const { userIds } = run.opened.ingested.events;
  const labelsOf = (window: number) => {
    const { users, labels } = mapOf(run, window);
    return new Map(Array.from(users, (user, i) => [user, labels[i]!]));
  };
  const [before, after] = [labelsOf(from), labelsOf(to)];
  const cells = (label: number | undefined) => {
    if (label === undefined) return ',';
    if (label < 0) return `${csvCell(none)},${csvCell(none)}`;
    const number = run.numbers[label]!;
    return `${number + 1},${csvCell(names[number] ?? '')}`;
  };
  const { windows } = run.tracked.timeline;
  const [a, b] = [windows[from]!.label, windows[to]!.label];
  const lines = [['user', `segment ${a}`, `name ${a}`, `segment ${b}`, `name ${b}`].map(csvCell).join(',')];
  for (const row of rows) {
    const user = run.matrix.userIndex[row]!;
    lines.push(`${csvCell(userIds[user]!)},${cells(before.get(user))},${cells(after.get(user))}`);
  }
  return new Blob([BOM, lines.join('\r\n'), '\r\n'], { type: 'text/csv;charset=utf-8' });
}

function mapOf(run: RunState, window: number) {
  const map = run.tracked.maps[window];
  if (!map) throw new RangeError(`no window ${window}`);
  return map;
}

function labelOf(run: RunState, number: number): number {
  if (number === AWAY || number === NO_SEGMENT) return number;
  const label = run.numbers.indexOf(number);
  if (label < 0) throw new RangeError(`no segment ${number}`);
  return label;
}

/** The two windows' features of the users, brought to the length of the first one, as the timeline compares windows. */
function changesOf(run: RunState, from: number, to: number, users: Uint32Array): FeatureChange[] {
  const { matrix, recipe, tracked, opened } = run;
  const { specs } = matrix;
  const ids = specs.map(({ id }) => id);
  const within = (w: number) => {
    const window = tracked.timeline.windows[w]!;
    return { from: Math.max(window.from, matrix.from), to: Math.min(window.to, matrix.to) };
  };
  const days = (within(from).to - within(from).from) / 86_400_000;
  const featuresOf = (w: number): WindowFeatures => {
    const raw = atLength(rawFeatures(opened.ingested.events, within(w).from, within(w).to, recipe.features, ids, matrix.support), days);
    return { raw, scaled: applyScale(raw, specs), rowOf: new Map(Array.from(raw.userIndex, (user, row) => [user, row])) };
  };
  const [before, after] = [featuresOf(from), featuresOf(to)];
  const width = ids.length;
  const changes = specs.map(({ id }, f): FeatureChange => {
    let n = 0;
    let sumBefore = 0;
    let sumAfter = 0;
    let moved = 0;
    for (const user of users) {
      const a = before.rowOf.get(user)! * width + f;
      const b = after.rowOf.get(user)! * width + f;
      const [x, y] = [before.raw.raw[a]!, after.raw.raw[b]!];
      if (Number.isNaN(x) || Number.isNaN(y)) continue;
      n++;
      sumBefore += x;
      sumAfter += y;
      moved += after.scaled[b]! - before.scaled[a]!;
    }
    return { feature: id, before: sumBefore / n, after: sumAfter / n, users: n, effect: moved / n };
  });
  return changes.filter(({ users: n }) => n > 0).sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
}

interface WindowFeatures {
  readonly raw: ReturnType<typeof rawFeatures>;
  readonly scaled: Float32Array;
  readonly rowOf: ReadonlyMap<number, number>;
}
