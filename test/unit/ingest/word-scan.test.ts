import fc from 'fast-check';
import { expect, it } from 'vitest';
import { passWords, repeated } from '../../../workers/ingest/word-scan';

it('passes over words without any of the bytes, and stops at the first with one', () => {
  const byte = fc.constantFrom(0, 1, 10, 34, 44, 45, 127, 128, 129, 172, 255);
  fc.assert(
    fc.property(fc.uint8Array({ max: 255, maxLength: 40 }), fc.array(byte, { maxLength: 40 }), fc.nat(10), (any, near, at) => {
      for (const bytes of [any, Uint8Array.from(near)]) {
        const from = Math.min(at, bytes.length);
        const place = passWords(new DataView(bytes.buffer), from, bytes.length, repeated(44), repeated(10), repeated(34));
        const sought = (part: Uint8Array) => part.some((value) => [44, 10, 34].includes(value));
        expect((place - from) % 4).toBe(0);
        expect(sought(bytes.subarray(from, place))).toBe(false);
        expect(place > bytes.length - 4 || sought(bytes.subarray(place, place + 4))).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});
