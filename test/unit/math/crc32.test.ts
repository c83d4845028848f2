import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32 } from '../../../workers/math/crc32';

it('has the check value of the standard', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(0))).toBe(0);
});

it('does not depend on where the bytes are cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, at) => {
      expect(crc32(bytes.subarray(at), crc32(bytes.subarray(0, at)))).toBe(crc32(bytes));
    }),
  );
});

it('sees every flipped bit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.nat(), fc.nat(7), (bytes, where, bit) => {
      const changed = bytes.slice();
      changed[where % bytes.length]! ^= 1 << bit;
      expect(crc32(changed)).not.toBe(crc32(bytes));
    }),
  );
});
