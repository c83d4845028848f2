import { chunksOf } from '../math/chunks';
import type { ByteSource } from './byte-source';
import { DamageError } from './damage';
import { UnreadableError } from './files';

/** A stream that asks for the next chunk when it is wanted. */
export function streamOf(chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const step = await chunks.next();
      if (step.done) controller.close();
      else controller.enqueue(step.value);
    },
    async cancel() {
      await chunks.return();
    },
  });
}

/** A stream that is read a stated number of bytes at a time. A stream that fails, as gzip does on bytes that are none, is damage. */
export class StreamSource implements Pick<ByteSource, 'take'> {
  readonly #chunks: AsyncGenerator<Uint8Array, void, void>;
  #held: Uint8Array = new Uint8Array(0);

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#chunks = chunksOf(stream);
  }

  /** The next `length` bytes as they come. @throws DamageError where the stream ends before. */
  async *chunks(length: number): AsyncGenerator<Uint8Array, void, void> {
    for (let left = length; left > 0;) {
      if (this.#held.length === 0 && !(await this.#fill())) throw new DamageError(`${left} bytes missing`);
      const chunk = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(chunk.length);
      left -= chunk.length;
      yield chunk;
    }
  }

  async take(length: number): Promise<Uint8Array<ArrayBuffer>> {
    // Not allocated at once: the length may be a lie.
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of this.chunks(length)) parts.push(chunk.slice());
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  /** @throws DamageError where the stream goes on. */
  async end(): Promise<void> {
    if (this.#held.length > 0 || (await this.#fill())) throw new DamageError('bytes left over');
  }

  async cancel(): Promise<void> {
    await this.#chunks.return();
  }

  async #fill(): Promise<boolean> {
    try {
      const step = await this.#chunks.next();
      this.#held = step.done ? new Uint8Array(0) : step.value;
      return !step.done;
    } catch (cause) {
      if (cause instanceof UnreadableError) throw cause;
      throw new DamageError('the stream cannot be read', { cause });
    }
  }
}
