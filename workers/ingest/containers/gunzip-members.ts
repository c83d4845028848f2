import type { Gunzip as Unpacker } from 'fflate';
import { chunksOf } from '../../math/chunks';
import { crc32 } from '../../math/crc32';
import { AppError } from '../../protocol/errors';
import type { ByteFlow } from './flow';
import { isPlausible } from './unpacking';

/** Unpacked at a time: deflate makes at most a thousand times as many bytes of them. */
const PIECE = 1 << 14;
/** At a member's end stand its checksum and length, 4 bytes each (RFC 1952). */
const TRAILER = 8;
/** A member's end is known once the header of the next has been read, which may hold 64 KB of extra fields and a name. */
const REMEMBERED = 1 << 17;

/**
 * Unpacks a gzip of any number of members one after another, as `cat a.gz b.gz` and bgzip write them, in code rather than with what the platform
 * has. The library is loaded with the first such file.
 *
 * @param packed bytes that the flow has in all
 * @throws AppError `packed-damaged` (params: name) where the data is no such data or a member does not fit its checksum, `packed-too-large`
 */
export async function* gunzipMembers(flow: ByteFlow, packed: number, name: string): AsyncGenerator<Uint8Array, void, void> {
  const { Gunzip } = await import('fflate');
  const members = new Members(new Gunzip());
  let length = 0;
  try {
    for await (const chunk of chunksOf(flow.stream)) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        for (const part of members.push(chunk.subarray(at, at + PIECE))) {
          length += part.length;
          if (!isPlausible(packed, length)) throw new AppError('packed-too-large', { name });
          yield part;
        }
      }
    }
    yield* members.finish();
  } catch (cause) {
    // Trouble with the file itself comes through as it is: see readingFile.
    if (cause instanceof AppError || cause instanceof DOMException) throw cause;
    throw new AppError('packed-damaged', { name }, { cause });
  }
}

/** Unpacks piece by piece, and holds each member to its checksum and length. */
class Members {
  private parts: Uint8Array[] = [];
  private crc = 0;
  private length = 0;
  private taken = 0;
  /** The last pieces, each with where it starts. */
  private recent: { readonly start: number; readonly bytes: Uint8Array }[] = [];

  constructor(private readonly gunzip: Unpacker) {
    gunzip.ondata = (bytes) => {
      this.crc = crc32(bytes, this.crc);
      this.length += bytes.length;
      if (bytes.length > 0) this.parts.push(bytes);
    };
    gunzip.onmember = (start) => {
      this.check(start);
      this.crc = this.length = 0;
    };
  }

  push(piece: Uint8Array): Uint8Array[] {
    this.recent.push({ start: this.taken, bytes: piece.slice() });
    this.taken += piece.length;
    while (this.recent[0]!.start + this.recent[0]!.bytes.length < this.taken - REMEMBERED) this.recent.shift();
    this.gunzip.push(piece, false);
    return this.given();
  }

  finish(): Uint8Array[] {
    this.gunzip.push(new Uint8Array(0), true);
    this.check(this.taken);
    return this.given();
  }

  private given(): Uint8Array[] {
    const { parts } = this;
    this.parts = [];
    return parts;
  }

  /** @throws Error where the member that ends before `end` is not what its trailer says. */
  private check(end: number): void {
    const trailer = new DataView(Uint8Array.from({ length: TRAILER }, (_, i) => this.byteAt(end - TRAILER + i)).buffer);
    if (trailer.getUint32(0, true) !== this.crc || trailer.getUint32(4, true) !== this.length % 2 ** 32) {
      throw new Error('a member does not fit its checksum');
    }
  }

  private byteAt(place: number): number {
    const piece = this.recent.find(({ start, bytes }) => place >= start && place < start + bytes.length);
    if (piece === undefined) throw new Error('a member without an end');
    return piece.bytes[place - piece.start]!;
  }
}
