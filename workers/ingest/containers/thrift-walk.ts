/** Structures within structures. Those of Parquet are five deep. */
const MOST_DEPTH = 40;
/** Bytes of a whole number of 64 bits. */
const LONGEST_NUMBER = 10;
/** What a structure takes of memory in values, with what its fields are made into. */
const STRUCTURE = 5;

/** Data that is not what it says; other bytes may follow it, where it is `cut`. */
export class ThriftError extends Error {
  constructor(readonly kind: 'cut' | 'broken' | 'large') {
    super(`thrift: ${kind}`);
  }
}

/**
 * Walks over a structure in the compact protocol of Thrift without making anything of it, so that a few bytes cannot claim lists of billions, numbers without
 * end or structures without bottom when it is read. Source: the Thrift specification, thrift-compact-protocol.md; booleans in lists have a byte each.
 *
 * @param most values that it may hold, a structure counted as {@link STRUCTURE}
 * @returns where it ends
 * @throws ThriftError
 */
export function walkThrift(bytes: Uint8Array, from: number, most: number): number {
  let at = from;
  let values = 0;

  const byte = (): number => {
    if (at >= bytes.length) throw new ThriftError('cut');
    return bytes[at++]!;
  };
  const skip = (count: number) => {
    if (count > bytes.length - at) throw new ThriftError('cut');
    at += count;
  };
  const count = (more: number) => {
    values += more;
    if (values > most) throw new ThriftError('large');
  };
  /** The low 32 bits. */
  const number = (): number => {
    let value = 0;
    for (let i = 0; i < LONGEST_NUMBER; i++) {
      const next = byte();
      if (i < 5) value |= (next & 0x7f) << (7 * i);
      if (next < 0x80) return value;
    }
    throw new ThriftError('broken');
  };
  const length = (): number => {
    const value = number();
    if (value < 0) throw new ThriftError('broken');
    return value;
  };
  const structure = (depth: number) => {
    if (depth > MOST_DEPTH) throw new ThriftError('broken');
    count(STRUCTURE);
    for (let head = byte(); (head & 0x0f) !== 0; head = byte()) {
      if (head >> 4 === 0) number();
      element(head & 0x0f, depth);
    }
  };
  const element = (type: number, depth: number) => {
    count(1);
    // True and false stand in the type.
    if (type <= 2) return;
    if (type === 3) return skip(1);
    if (type <= 6) return void number();
    if (type === 7) return skip(8);
    if (type === 8) return skip(length());
    if (type === 9) return list(depth + 1);
    if (type === 12) return structure(depth + 1);
    throw new ThriftError('broken');
  };
  const list = (depth: number) => {
    if (depth > MOST_DEPTH) throw new ThriftError('broken');
    const head = byte();
    const size = head >> 4 === 15 ? length() : head >> 4;
    const type = head & 0x0f;
    // Each element has a byte at least.
    if (size > bytes.length - at) throw new ThriftError('cut');
    count(size);
    for (let i = 0; i < size; i++) element(type === 1 || type === 2 ? 3 : type, depth);
  };

  structure(0);
  return at;
}
