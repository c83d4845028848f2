import { hashText } from '../math/random';

/**
 * Which users validate: those whose seeded hash falls in the lowest `share` of its range, so that a user keeps the side when
 * others come or go. With a share above zero and two users or more, each side has at least one.
 *
 * @returns one entry a user, 1 for validation
 */
export function validationMask(userIds: readonly string[], share: number, seed: number): Uint8Array {
  const mask = new Uint8Array(userIds.length);
  if (share <= 0 || userIds.length < 2) return mask;
  let lowest = 0;
  let highest = 0;
  let count = 0;
  const hashes = new Float64Array(userIds.length);
  for (let u = 0; u < userIds.length; u++) {
    const hash = unitHash(userIds[u]!, seed);
    hashes[u] = hash;
    if (hash < share) {
      mask[u] = 1;
      count++;
    }
    if (hash < hashes[lowest]!) lowest = u;
    if (hash > hashes[highest]!) highest = u;
  }
  if (count === 0) mask[lowest] = 1;
  if (count === userIds.length) mask[highest] = 0;
  return mask;
}

/** The users with a mark, in order. */
export function sideOf(validation: Uint8Array, mark: number): Uint32Array {
  return Uint32Array.from(validation.keys()).filter((user) => validation[user] === mark);
}

/** FNV-1a leaves ids that differ in their last digits close together; MurmurHash3's finaliser spreads them. In [0, 1). */
function unitHash(id: string, seed: number): number {
  let hash = hashText(`${seed}/validation/${id}`);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 4294967296;
}
