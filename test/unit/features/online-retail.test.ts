import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { extractFeatures, rawFeatures } from '../../../workers/features';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { eventTable, type EventRow } from '../../fixtures/events';

const file = new URL('../../../../shared/data/online-retail.csv.gz', import.meta.url);
const present = existsSync(file);
const DAY = 86_400_000;

/** Splits one line of CSV; the file has no line breaks within quotes. */
function cells(line: string): string[] {
  const out: string[] = [];
  let cell = '';
  let quoted = false;
  for (const c of line) {
    if (c === '"') quoted = !quoted;
    else if (c === ',' && !quoted) {
      out.push(cell);
      cell = '';
    } else cell += c;
  }
  return [...out, cell];
}

interface Line {
  readonly invoice: string;
  readonly stock: string;
  readonly quantity: number;
  readonly at: number;
  readonly price: number;
  readonly customer: string;
}

/** Lines with a customer, exact duplicates dropped. */
function readLines(): Line[] {
  const lines = [...new Set(gunzipSync(readFileSync(file)).toString('utf8').split(/\r?\n/).slice(1))].filter((line) => line !== '');
  return lines.flatMap((line) => {
    const [invoice, stock, , quantity, date, price, customer] = cells(line) as [string, string, string, string, string, string, string];
    if (customer === '') return [];
    return [
      {
        invoice,
        stock,
        quantity: Number(quantity),
        at: Date.parse(`${date.replace(' ', 'T')}Z`),
        price: Number(price),
        customer: String(Number(customer)),
      },
    ];
  });
}

describe.skipIf(!present)('Online Retail (skipped where ../shared/data/online-retail.csv.gz is absent)', () => {
  const lines = present ? readLines() : [];
  const events = eventTable(
    lines.map((line): EventRow => {
      const cancelled = line.invoice.startsWith('C') || line.quantity < 0;
      const value = line.quantity * line.price;
      return { user: line.customer, t: line.at, order: line.invoice, item: line.stock, quantity: line.quantity, value, refund: cancelled };
    }),
  );
  const recipe = defaultRecipe({} as never).features;

  it('gives named customers the R, F and M that plain loops over the file give them', async () => {
    const matrix = await drive(extractFeatures(events, recipe));
    expect(matrix.users).toBe(4372);
    const end = Math.max(...lines.slice(-5000).map((line) => line.at));
    for (const customer of ['12347', '12346', '17850', '14911', '12748', '18102', '13256']) {
      const own = lines.filter((line) => line.customer === customer);
      const orders = own.filter((line) => !line.invoice.startsWith('C'));
      const row = matrix.userIndex.findIndex((u) => events.userIds[u] === customer);
      const of = (id: string) => matrix.raw[row * matrix.features + matrix.specs.findIndex((spec) => spec.id === id)]!;
      expect(of('frequency_orders')).toBe(new Set(orders.map((line) => line.invoice)).size);
      expect(of('recency_days')).toBeCloseTo((end - Math.max(...orders.map((line) => line.at))) / DAY, 9);
      expect(of('value_total')).toBeCloseTo(
        own.reduce((sum, line) => sum + line.quantity * line.price, 0),
        6,
      );
      expect(of('refund_count')).toBe(own.length - orders.length);
      expect(of('items_distinct')).toBe(new Set(orders.map((line) => line.stock)).size);
    }
    // The figures that every published analysis of this file begins with.
    const row = matrix.userIndex.findIndex((u) => events.userIds[u] === '12347');
    const frequency = matrix.specs.findIndex((spec) => spec.id === 'frequency_orders');
    expect(matrix.raw[row * matrix.features + frequency]).toBe(7);
    expect(matrix.raw[row * matrix.features + matrix.specs.findIndex((spec) => spec.id === 'value_total')]).toBeCloseTo(4310, 6);
  });

  it('has the users of each month that plain loops find', () => {
    const ids = rawFeatures(events, -Infinity, Infinity, recipe).ids;
    const months = Array.from({ length: 13 }, (_, i) => [Date.UTC(2010, 11 + i, 1), Date.UTC(2010, 12 + i, 1)] as const);
    const slow = months.map(
      ([from, to]) => new Set(lines.filter((line) => line.at >= from && line.at < to).map((line) => line.customer)).size,
    );
    expect(months.map(([from, to]) => rawFeatures(events, from, to, recipe, ids).users)).toEqual(slow);
  });
});
