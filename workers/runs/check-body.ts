import { NOISE } from '../protocol/model';
import type { RunSummary } from '../protocol/runs';
import type { Remainder, RunBody, RunUsers } from './record';
import { checkedSupport } from './schema';

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
  const { userIndex, segments, points, explained, centres, features, windowDays, layers, tensors, support, remainder } = body;
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
  if (support !== undefined) checkedSupport(support);
  if (remainder !== undefined) must(isRemainder(remainder, centres.length / Math.max(1, summary.segments.length)), 'remainder');
  return body;
}

/** As far as nobody else looks: a model that does not fit is found when it is put to use. */
function isRemainder({ backend, constant, projection, embedding, segmentation, clusterings }: Remainder, dims: number): boolean {
  const { mean, axes } = projection;
  const placed = mean instanceof Float64Array && mean.length === dims && axes instanceof Float64Array && axes.length === 2 * dims;
  const objects = [backend, embedding, segmentation, clusterings].every((part) => typeof part === 'object' && part !== null);
  return placed && objects && Array.isArray(constant);
}
