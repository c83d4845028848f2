import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kernel } from '../../../workers/ingest/kernel';
import { findUndecodable } from '../../../workers/ingest/undecodable';

/** Bytes at and beside the bounds of what may follow what, and whole characters. */
const bytes = fc
  .array(
    fc.oneof(
      {
        weight: 2,
        arbitrary: fc.constantFrom('aaaaaaaaaaaaaaaaa', 'é', '鱼', '🐟', '\uFFFD', '\uFFFE', '\u0800', '\uD7FF', '\uE000', '\u{10FFFF}'),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          ...[0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbd, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff],
        ),
      },
    ),
    { maxLength: 30 },
  )
  .map((parts) => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part])))));

/** By the platform's decoder: the longest beginning of whole characters without U+FFFD. */
function slowly(text: Uint8Array): number {
  for (let to = text.length; to >= 0; to--) {
    try {
      if (!new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text.subarray(0, to)).includes('\uFFFD')) return to;
    } catch {
      // Ill-formed.
    }
  }
  return 0;
}

describe('bytes that are no characters', () => {
  it('are found where a decoder would give up, in a kernel and without', () => {
    const kernel = Kernel.make()!;
    const room = kernel.room(4096);
    fc.assert(
      fc.property(bytes, fc.nat(9), (text, before) => {
        const from = room + before;
        kernel.bytes.fill(0xc3, room, room + 4096);
        kernel.bytes.set(text, from);
        const expected = slowly(text);
        expect(kernel.run.findUndecodable(from, from + text.length) - from).toBe(expected);
        const padded = Buffer.concat([Buffer.alloc(before, 0xc3), text, Buffer.alloc(9, 0x80)]);
        expect(findUndecodable(padded, before, before + text.length) - before).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
