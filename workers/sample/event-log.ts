export const EVENT_TYPES = ['view', 'cart', 'purchase', 'refund', 'search', 'wishlist'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
export const TYPE_CODE = Object.fromEntries(EVENT_TYPES.map((type, code) => [type, code])) as Readonly<Record<EventType, number>>;

/** Growable columns of events in the order in which they were made; −1 stands for «none». */
export class EventLog {
  length = 0;
  /** Seconds since the start of the sample. */
  time = new Uint32Array(1 << 16);
  type = new Uint8Array(1 << 16);
  user = new Uint32Array(1 << 16);
  product = new Int32Array(1 << 16);
  /** Cents a unit. */
  price = new Int32Array(1 << 16);
  quantity = new Uint8Array(1 << 16);
  order = new Int32Array(1 << 16);
  session = new Int32Array(1 << 16);

  add(time: number, type: number, user: number, product: number, price: number, quantity: number, order: number, session: number): void {
    const row = this.length++;
    if (row === this.time.length) this.#grow();
    this.time[row] = time;
    this.type[row] = type;
    this.user[row] = user;
    this.product[row] = product;
    this.price[row] = price;
    this.quantity[row] = quantity;
    this.order[row] = order;
    this.session[row] = session;
  }

  /** Rows in the order of time; rows of the same second stay in the order in which they were made. Radix sort, two passes of 13 bits. */
  byTime(): Uint32Array {
    const rows = this.length;
    let from = new Uint32Array(rows);
    let to = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) from[row] = row;
    for (const shift of [0, 13]) {
      const starts = new Uint32Array((1 << 13) + 1);
      for (let i = 0; i < rows; i++) starts[((this.time[i]! >>> shift) & 8191) + 1]!++;
      for (let bin = 0; bin < 1 << 13; bin++) starts[bin + 1]! += starts[bin]!;
      for (let i = 0; i < rows; i++) {
        const row = from[i]!;
        to[starts[(this.time[row]! >>> shift) & 8191]!++] = row;
      }
      [from, to] = [to, from];
    }
    return from;
  }

  #grow(): void {
    const length = this.time.length * 2;
    this.time = copyTo(new Uint32Array(length), this.time);
    this.type = copyTo(new Uint8Array(length), this.type);
    this.user = copyTo(new Uint32Array(length), this.user);
    this.product = copyTo(new Int32Array(length), this.product);
    this.price = copyTo(new Int32Array(length), this.price);
    this.quantity = copyTo(new Uint8Array(length), this.quantity);
    this.order = copyTo(new Int32Array(length), this.order);
    this.session = copyTo(new Int32Array(length), this.session);
  }
}

function copyTo<T extends { set(source: T): void }>(target: T, source: T): T {
  target.set(source);
  return target;
}
