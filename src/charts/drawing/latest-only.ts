/** One item is under way at a time; of those that come meanwhile only the latest counts. */
export class LatestOnly<T> {
  readonly #send: (item: T) => void;
  #busy = false;
  #next: { readonly item: T } | null = null;

  constructor(send: (item: T) => void) {
    this.#send = send;
  }

  push(item: T): void {
    if (this.#busy) {
      this.#next = { item };
      return;
    }
    this.#busy = true;
    this.#send(item);
  }

  /** The one under way has been dealt with. */
  done(): void {
    this.#busy = false;
    const next = this.#next;
    this.#next = null;
    if (next) this.push(next.item);
  }
}
