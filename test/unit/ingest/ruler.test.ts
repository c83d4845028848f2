import fc from 'fast-check';
import { expect, it } from 'vitest';
import { utf8Bytes } from '../../../workers/ingest/ruler';

it('a text has as many bytes as an encoder makes of it, lone surrogates among them', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.oneof(fc.constantFrom('a', 'é', '手', '🐟', '\ud83d', '\udc1f'), fc.string({ unit: 'binary' })) }),
      (text) => {
        expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length);
      },
    ),
  );
});
