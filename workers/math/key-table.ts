/** Codes for keys of 64 bits, two words each, by first appearance. Open addressing with linear probing, at most half full. */
export class KeyTable {
  size = 0;
  /** Codes + 1 by slot; 0 where there is none. */
  private slots: Int32Array;
  private keys: Int32Array;

  /** `expected`: how many keys there is to be room for at first. */
  constructor(expected = 512) {
    let slots = 16;
    while (slots < 2 * expected) slots *= 2;
    this.slots = new Int32Array(slots);
    // Two words for each of half as many keys as there are slots.
    this.keys = new Int32Array(slots);
  }

  /** Code of the key, a new one where it has not been seen. */
  code(a: number, b: number): number {
    const { slots, keys } = this;
    const mask = slots.length - 1;
    // Either word is a hash already.
    let slot = b & mask;
    for (let held = slots[slot]!; held !== 0; held = slots[slot]!) {
      if (keys[2 * held - 2] === a && keys[2 * held - 1] === b) return held - 1;
      slot = (slot + 1) & mask;
    }
    const code = this.size++;
    slots[slot] = code + 1;
    keys[2 * code] = a;
    keys[2 * code + 1] = b;
    if (2 * this.size >= slots.length) this.grow();
    return code;
  }

  /** Two words a code. */
  packed(): Int32Array {
    return this.keys.slice(0, 2 * this.size);
  }

  private grow(): void {
    const slots = new Int32Array(2 * this.slots.length);
    const keys = new Int32Array(2 * this.keys.length);
    keys.set(this.keys);
    const mask = slots.length - 1;
    for (let code = 0; code < this.size; code++) {
      let slot = keys[2 * code + 1]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
    this.slots = slots;
    this.keys = keys;
  }
}
