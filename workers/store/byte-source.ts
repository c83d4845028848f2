import { crc32 } from '../math/crc32';
import { DamageError } from './damage';

/** Bytes that are read once, from the beginning to the end. */
export interface ByteSource {
  readonly remaining: number;
  /**
   * The next `length` bytes, in a buffer of their own.
   *
   * @throws DamageError where fewer remain.
   */
  take(length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Long enough that small sections do not cost a read each, short beside what a part holds. */
const BLOCK_BYTES = 4 << 20;

/** A Blob as a {@link ByteSource}, with the checksum of what has been read so far. */
export class BlobSource implements ByteSource {
  crc = 0;
  readonly #blob: Blob;
  #block = new Uint8Array(0);
  #within = 0;
  #read = 0;

  constructor(blob: Blob) {
    this.#blob = blob;
  }

  get remaining(): number {
    return this.#blob.size - this.#read + (this.#block.length - this.#within);
  }

  async take(length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (!(length >= 0 && length <= this.remaining)) throw new DamageError(`${length} bytes wanted, ${this.remaining} left`);
    const held = this.#block.subarray(this.#within, this.#within + length);
    this.#within += held.length;
    if (held.length === length) return held.slice();
    const missing = length - held.length;
    if (missing < BLOCK_BYTES) {
      this.#block = await this.#next(Math.min(BLOCK_BYTES, this.#blob.size - this.#read));
      this.#within = missing;
      return joined(held, this.#block.subarray(0, missing));
    }
    // Read straight into a buffer of its own: a long column is not held twice.
    const rest = await this.#next(missing);
    return held.length === 0 ? rest : joined(held, rest);
  }

  async #next(length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(await this.#blob.slice(this.#read, this.#read + length).arrayBuffer());
    if (bytes.length !== length) throw new DamageError(`${length} bytes wanted, ${bytes.length} read`);
    this.#read += length;
    this.crc = crc32(bytes, this.crc);
    return bytes;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
