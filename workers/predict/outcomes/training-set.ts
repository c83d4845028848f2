import { hashText } from '../../math/random';
import { fitColumn, scaledTogether } from '../../features';
import { breather } from '../../math/breathe';
import { validationMask } from '../../encode/split';
import { throwIfAborted } from '../../protocol/errors';
import type { FeatureSpec } from '../../protocol/features';
import type { Described } from './described';
import type { Encoding } from './encodings';
import type { Examples } from './examples';

/** Of more rows those of a seeded sample of users are learned from. */
const MOST_ROWS = 24_000;
/** Share of the users who decide when training stops, calibrate it and give the threshold. */
const VALIDATION_SHARE = 0.25;

const LEFT_OUT = 2;

/** The rows of several cut-offs, a row a user and cut-off; all rows of a user lie on one side. */
export interface TrainingSet {
  readonly dims: number;
  readonly training: Side;
  readonly validation: Side;
}

export interface Side {
  /** rows × dims, row-major. */
  readonly x: Float32Array;
  readonly buyer: Uint8Array;
  readonly purchase: Uint8Array;
  readonly active: Uint8Array;
  /** Money within the horizon. */
  readonly spent: Float64Array;
}

/**
 * The features that vary, with their scales over all cut-offs to learn from.
 *
 * @throws AppError `cancelled`
 */
export async function scalesOf(
  examples: readonly Examples[],
  winsor: readonly [number, number],
  signal?: AbortSignal,
): Promise<FeatureSpec[]> {
  const pool = examples.map(({ raw }) => raw);
  const scratch = new Float64Array(pool.reduce((sum, { users }) => sum + users, 0));
  const fitted: FeatureSpec[] = [];
  const breathe = breather();
  for (let column = 0; column < (pool[0]?.ids.length ?? 0); column++) {
    fitted.push(fitColumn(pool, column, winsor, scratch));
    await breathe();
    throwIfAborted(signal);
  }
  return scaledTogether(fitted).filter(({ scale }) => scale.sd > 0);
}

export function trainingSet(examples: readonly Described[], encoding: Encoding, userIds: readonly string[], seed: number): TrainingSet {
  const { dims } = encoding;
  const share = MOST_ROWS / examples.reduce((sum, { users }) => sum + users.length, 0);
  const parts = examples.map((one) => {
    const ids = Array.from(one.users, (user) => userIds[user]!);
    const mask = validationMask(ids, VALIDATION_SHARE, seed);
    if (share < 1) validationMask(ids, share, hashText(`${seed}/rows`)).forEach((taken, row) => taken || (mask[row] = LEFT_OUT));
    return { one, x: encoding.of(one), mask };
  });
  const side = (wanted: number): Side => {
    const rows = parts.reduce((sum, { mask }) => sum + mask.reduce((n, bit) => n + (bit === wanted ? 1 : 0), 0), 0);
    const into = {
      x: new Float32Array(rows * dims),
      buyer: new Uint8Array(rows),
      purchase: new Uint8Array(rows),
      active: new Uint8Array(rows),
      spent: new Float64Array(rows),
    };
    let at = 0;
    for (const { one, x, mask } of parts) {
      for (let row = 0; row < mask.length; row++) {
        if (mask[row] !== wanted) continue;
        into.x.set(x.subarray(row * dims, (row + 1) * dims), at * dims);
        into.buyer[at] = one.buyer[row]!;
        into.purchase[at] = one.purchase[row]!;
        into.active[at] = one.active[row]!;
        into.spent[at] = one.spent[row]!;
        at++;
      }
    }
    return into;
  };
  return { dims, training: side(0), validation: side(1) };
}
