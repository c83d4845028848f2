import { decodeName, decodeNames, type NameTable, type PackedNames } from '../dictionary';
import type { Kernel } from './kernel';

/** The struct `Names` of assembly/names.ts, by words. */
const FIELD = { size: 0, numbers: 1, numberMask: 2, numberCount: 3, words: 4, wordMask: 5, wordCount: 6, offsets: 7, pool: 8 };
const WORDS = 16;
const ENTRY = 8;

/**
 * As `Dictionary`, in the memory of a kernel, for cells that lie there. Room has to be made before names are encoded, since it may move the memory.
 */
export class KernelNames implements NameTable {
  private readonly at: number;
  private nameRoom = 0;
  private byteRoom = 0;

  constructor(private readonly kernel: Kernel) {
    this.at = kernel.room(4 * WORDS) >> 2;
    kernel.words[this.at + FIELD.numberMask] = -ENTRY;
    kernel.words[this.at + FIELD.wordMask] = -ENTRY;
    this.makeRoom(256, 4096);
  }

  get size(): number {
    return this.get(FIELD.size);
  }

  /** For so many new names of so many bytes in all. */
  makeRoom(names: number, bytes: number): void {
    this.growTable(FIELD.numbers, FIELD.numberMask, FIELD.numberCount, names, 'rehashNumbers');
    this.growTable(FIELD.words, FIELD.wordMask, FIELD.wordCount, names, 'rehashWords');
    const { kernel, size } = this;
    const used = size === 0 ? 0 : this.offsets()[size]!;
    if (size + names + 1 > this.nameRoom) {
      const larger = Math.max(size + names + 1, 2 * this.nameRoom);
      const to = kernel.room(4 * larger);
      const from = this.get(FIELD.offsets);
      if (size > 0) kernel.bytes.copyWithin(to, from, from + 4 * (size + 1));
      this.set(FIELD.offsets, to);
      this.nameRoom = larger;
    }
    if (used + bytes > this.byteRoom) {
      const larger = Math.max(used + bytes, 2 * this.byteRoom);
      const to = kernel.room(larger);
      const from = this.get(FIELD.pool);
      kernel.bytes.copyWithin(to, from, from + used);
      this.set(FIELD.pool, to);
      this.byteRoom = larger;
    }
  }

  /** Of the kernel's own bytes there must be room for one more name. */
  encode(bytes: Uint8Array, start: number, end: number): number {
    const { kernel, address } = this;
    if (bytes !== kernel.bytes) throw new Error('cells of another memory');
    return kernel.run.encodeCell(address, start, end);
  }

  /** Address of the struct. */
  get address(): number {
    return 4 * this.at;
  }

  name(code: number): string {
    return decodeName(this.pool(), this.offsets(), code);
  }

  names(): string[] {
    return decodeNames(this.pool(), this.offsets(), this.size);
  }

  packed(): PackedNames {
    const offsets = this.offsets().slice(0, this.size + 1);
    return { bytes: this.pool().slice(0, offsets[this.size]), offsets };
  }

  clear(): void {
    const { bytes } = this.kernel;
    for (const [table, mask] of [
      [FIELD.numbers, FIELD.numberMask],
      [FIELD.words, FIELD.wordMask],
    ] as const) {
      const from = this.get(table);
      bytes.fill(0, from, from + this.get(mask) + ENTRY);
    }
    for (const field of [FIELD.size, FIELD.numberCount, FIELD.wordCount]) this.set(field, 0);
  }

  /** The memory goes with the kernel. */
  release(): void {
    this.clear();
  }

  /** Tables are at most half full. */
  private growTable(table: number, mask: number, count: number, more: number, rehash: 'rehashNumbers' | 'rehashWords'): void {
    const { kernel } = this;
    const needed = 2 * ENTRY * (this.get(count) + more);
    const held = this.get(mask) + ENTRY;
    if (needed <= held) return;
    let bytes = Math.max(held, 1024);
    while (bytes < needed) bytes *= 2;
    const to = kernel.room(bytes);
    kernel.run[rehash](this.get(table), held - ENTRY, to, bytes - ENTRY);
    this.set(table, to);
    this.set(mask, bytes - ENTRY);
  }

  private offsets(): Uint32Array {
    return new Uint32Array(this.kernel.bytes.buffer, this.get(FIELD.offsets), this.nameRoom);
  }

  private pool(): Uint8Array {
    return new Uint8Array(this.kernel.bytes.buffer, this.get(FIELD.pool), this.byteRoom);
  }

  private get(field: number): number {
    return this.kernel.words[this.at + field]!;
  }

  private set(field: number, value: number): void {
    this.kernel.words[this.at + field] = value;
  }
}
