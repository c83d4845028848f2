import { NOISE } from '../protocol/model';
import type { RunSummary } from '../protocol/runs';
import type { RunBody, RunUsers } from './record';

/**
 * The body, if it fits the summary and the users.
 *
 * @throws TypeError where it does not
 */
export function checkedBody(body: RunBody | undefined, summary: RunSummary, { ids }: RunUsers): RunBody {
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new TypeError(what);
  };
  if (!body) throw new TypeError('body');
  const { userIndex, segments, points, explained, centres, features, windowDays, layers, tensors } = body;
  must(userIndex instanceof Uint32Array && userIndex.length === summary.users, 'users');
  must(
    userIndex.every((user) => user < ids.length),
    'ids',
  );
  must(segments instanceof Int32Array && segments.length === summary.users, 'segments');
  const numbers = new Set([NOISE, ...summary.segments.map(({ number }) => number)]);
  must(
    segments.every((segment) => numbers.has(segment)),
    'segment numbers',
  );
  must(points instanceof Float32Array && points.length === 2 * summary.users, 'points');
  must(Array.isArray(explained) && explained.length === 2, 'axes');
  must(centres instanceof Float32Array && Array.isArray(features) && typeof windowDays === 'number', 'centres');
  must(
    layers.every(({ kernel, bias, inputs, outputs }) => kernel.length === inputs * outputs && bias.length === outputs),
    'layers',
  );
  must(
    tensors.every(({ shape, data }) => data.length === shape.reduce((product, side) => product * side, 1)),
    'tensors',
  );
  return body;
}
