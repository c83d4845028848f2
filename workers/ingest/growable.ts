interface NumericArray extends ArrayBufferView {
  readonly length: number;
  set(source: ArrayLike<number>): void;
}

/** A typed array that grows by doubling. Callers reserve room for a batch and then write into the array itself, which keeps loops monomorphic. */
export class Growable<A extends NumericArray> {
  data: A;
  length = 0;

  constructor(private readonly make: (length: number) => A) {
    this.data = make(1024);
  }

  /** The array, with room for `extra` entries after `length`. */
  reserve(extra: number): A {
    const needed = this.length + extra;
    if (needed > this.data.length) {
      const larger = this.make(Math.max(needed, this.data.length * 2));
      larger.set(this.data as unknown as ArrayLike<number>);
      this.data = larger;
    }
    return this.data;
  }

  /** Empties it and gives its memory back. Arrays that share it have length 0 then. */
  release(): void {
    giveBack(this.data);
    this.data = this.make(0);
    this.length = 0;
  }
}

export const int32List = () => new Growable((length) => new Int32Array(length));
export const uint32List = () => new Growable((length) => new Uint32Array(length));
export const uint8List = () => new Growable((length) => new Uint8Array(length));
export const float64List = () => new Growable((length) => new Float64Array(length));

interface Transferable {
  /** ECMAScript 2024, which not every platform has. */
  transfer?(length: number): ArrayBuffer;
}

/**
 * Frees the memory under an array at once, which would else wait until garbage is collected: a file's columns are most of what is held. The array, and those
 * that share its memory, have length 0 then, on platforms that free nothing, too.
 */
export function giveBack({ buffer }: ArrayBufferView): void {
  if (!(buffer instanceof ArrayBuffer)) return;
  const { transfer } = buffer as Transferable;
  if (transfer) transfer.call(buffer, 0);
  else structuredClone(buffer, { transfer: [buffer] });
}
