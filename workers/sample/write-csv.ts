import { START } from './calendar';
import { CATEGORY_NAMES, type Catalogue } from './catalogue';
import { EVENT_TYPES, type EventLog } from './event-log';

export const HEADER = 'event_time,event_type,user_id,product_id,category,price,quantity,order_id,session_id\n';

const DAY = 86_400;

/** Writes rows of the log as lines of CSV. Order numbers rise in the order of time; categories and ids need no quotes. */
export class CsvWriter {
  readonly #log: EventLog;
  readonly #userIds: readonly string[];
  /** `product_id,category,` */
  readonly #products: readonly string[];
  readonly #clock: readonly string[];
  readonly #orders = new Map<number, string>();
  #day = -1;
  #date = '';

  constructor(log: EventLog, userIds: readonly string[], catalogue: Catalogue) {
    this.#log = log;
    this.#userIds = userIds;
    this.#products = catalogue.ids.map((id, product) => `${id},${CATEGORY_NAMES[catalogue.categoryOf[product]!]}`);
    this.#clock = Array.from({ length: 3600 }, (_, second) => `:${two(Math.floor(second / 60))}:${two(second % 60)},`);
  }

  /** The lines of `rows[from]` … `rows[to − 1]`. */
  lines(rows: Uint32Array, from: number, to: number): string {
    const { time, type, user, product, price, quantity, order, session } = this.#log;
    let text = '';
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const item = product[row]!;
      const goods = item < 0 ? ',,' : `${this.#products[item]},${money(price[row]!)}`;
      const units = quantity[row]! === 0 ? '' : quantity[row]!;
      text += `${this.#stamp(time[row]!)}${EVENT_TYPES[type[row]!]},${this.#userIds[user[row]!]},${goods},${units},${this.#orderId(order[row]!)},${sessionId(session[row]!)}\n`;
    }
    return text;
  }

  #stamp(time: number): string {
    const day = Math.floor(time / DAY);
    if (day !== this.#day) {
      this.#day = day;
      this.#date = `${new Date(START + day * DAY * 1000).toISOString().slice(0, 10)} `;
    }
    const second = time - day * DAY;
    const hour = Math.floor(second / 3600);
    return `${this.#date}${hour < 10 ? '0' : ''}${hour}${this.#clock[second - hour * 3600]}`;
  }

  #orderId(order: number): string {
    if (order < 0) return '';
    let id = this.#orders.get(order);
    if (id === undefined) {
      id = String(500_001 + this.#orders.size);
      this.#orders.set(order, id);
    }
    return id;
  }
}

/** An odd factor permutes the 32-bit numbers, so that ids of sessions are distinct without being in order. */
function sessionId(session: number): string {
  if (session < 0) return '';
  return (Math.imul(session + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
}

function money(cents: number): string {
  const whole = Math.floor(cents / 100);
  return `${whole}.${two(cents - whole * 100)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
