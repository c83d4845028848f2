import type { Place } from './flow';

/** Where the lines of a written text come from, kept only where the distance between the two changes. */
export class LineMap {
  readonly #starts: number[] = [];
  readonly #shifts: number[] = [];
  readonly #parts: (string | null)[] = [];
  readonly #broken = new Map<number, Place['broken']>();
  readonly #unended = new Set<number>();

  /** From `line` on the text comes from this place, line by line. Lines are noted in rising order. */
  note(line: number, { part, line: source, broken, unended }: Place): void {
    if (broken !== undefined) this.#broken.set(line, broken);
    if (unended === true) this.#unended.add(line);
    const last = this.#starts.length - 1;
    const shift = source - line;
    if (last >= 0 && this.#shifts[last] === shift && this.#parts[last] === part) return;
    this.#starts.push(line);
    this.#shifts.push(shift);
    this.#parts.push(part);
  }

  place(line: number): Place {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= line) low = middle + 1;
      else high = middle;
    }
    const found = low - 1;
    if (found < 0) return { part: null, line };
    const broken = this.#broken.get(line);
    const unended = this.#unended.has(line);
    return { part: this.#parts[found]!, line: line + this.#shifts[found]!, ...(broken && { broken }), ...(unended && { unended }) };
  }
}
