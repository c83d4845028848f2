import type { UserSample } from '../protocol/recipe';
import { contentEnd, contentStart, withoutZeroDecimals } from './cells';

/** Whether the user whose id stands in a cell, which is not missing, is in the sample. */
export type UserSampler = (bytes: Uint8Array, start: number, end: number) => boolean;

/**
 * A seeded share of the users by a hash of their ids, so that it is the same for every file, order of rows and number of workers. FNV-1a over the id's
 * UTF-8 bytes with the seed before them, then the finalizer of MurmurHash3, since the high bits of FNV alone are uneven on short ids.
 *
 * @param zeroDecimals ids are written `17850.0`
 */
export function userSampler({ share, seed }: UserSample, zeroDecimals: boolean): UserSampler {
  const below = share * 4294967296;
  const start = fnv(fnv(fnv(fnv(0x811c9dc5, seed & 255), (seed >>> 8) & 255), (seed >>> 16) & 255), seed >>> 24);
  return (bytes, from, end) => {
    const first = contentStart(bytes, from, end);
    const last = contentEnd(bytes, from, end);
    const to = zeroDecimals ? withoutZeroDecimals(bytes, first, last) : last;
    let hash = start;
    for (let i = first; i < to; i++) hash = fnv(hash, bytes[i]!);
    return finished(hash) < below;
  };
}

const fnv = (hash: number, byte: number) => Math.imul(hash ^ byte, 0x01000193);

function finished(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
