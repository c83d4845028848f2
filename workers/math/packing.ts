/** What is copied: arrays of numbers over memory of their own kind. */
type Numbers = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** Room that the next arrays, which are about as long in most cases, may need more. */
const HEADROOM = 1 / 8;

/**
 * Copies arrays one behind the other into one memory, which can be moved to another thread as a whole, and back to be used again: fresh memory costs
 * about as much as what is copied into it.
 */
export class Packing {
  readonly memory: ArrayBuffer;
  private next = 0;

  /**
   * @param arrays all that will be copied
   * @param spare memory that nothing else uses any more; taken where it is large enough
   */
  constructor(arrays: readonly Numbers[], spare?: ArrayBuffer) {
    const needed = arrays.reduce((bytes, array) => bytes + roomOf(array), 0);
    this.memory = spare !== undefined && spare.byteLength >= needed ? spare : new ArrayBuffer(Math.ceil(needed * (1 + HEADROOM)));
  }

  copy<A extends Numbers>(array: A): A {
    const make = array.constructor as new (memory: ArrayBuffer, at: number, length: number) => A;
    const copy = new make(this.memory, this.next, array.length);
    copy.set(array);
    this.next += roomOf(array);
    return copy;
  }
}

/** Bytes of a copy, so that numbers of any kind may follow. */
function roomOf({ byteLength }: Numbers): number {
  return (byteLength + 7) & ~7;
}
