import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { adjustedRandIndex, factsOf, parseCsv, type FileFacts, type RealFileName } from '../browser/oracle';

const shared = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../shared/data');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'shoal-oracle-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const present = existsSync(shared);

function facts(name: RealFileName): FileFacts {
  const source = path.join(shared, name);
  if (!name.endsWith('.gz')) return factsOf(name, source);
  const target = path.join(scratch, name.slice(0, -3));
  writeFileSync(target, gunzipSync(readFileSync(source)));
  return factsOf(name, target);
}

// Published with the files (../shared/data/README.md) unless another source is named.
describe.skipIf(!present)(`the oracle on the real files${present ? '' : ' (skipped: ../shared/data is absent)'}`, () => {
  it('agrees with what is published of Online Retail', () => {
    const { rowsRead, noUser, users, kept, duplicates, rfm, revenueByMonth, firstRejectedLine } = facts('online-retail.csv.gz');
    expect({ rowsRead, noUser, users }).toEqual({ rowsRead: 541_909, noUser: 135_080, users: 4_372 });
    // 5,268 duplicates in the whole file, 5,225 of them with a customer.
    expect({ duplicates, kept }).toEqual({ duplicates: 5_225, kept: 401_604 });
    expect([...revenueByMonth!.keys()]).toHaveLength(13);
    // Well known from the many analyses of this file: one large order cancelled 16 minutes later; seven orders of 4,310.00 together.
    const customer = (id: string) => rfm.find(({ user }) => user === id)!;
    expect(customer('12346').orders).toBe(1);
    expect(customer('12346').value).toBeCloseTo(0, 6);
    expect(customer('12347').orders).toBe(7);
    expect(customer('12347').value).toBeCloseTo(4310, 6);
    expect(firstRejectedLine).toBeGreaterThan(2);
  });

  it('agrees with what is published of CDNOW', () => {
    const { rowsRead, users, noUser, rfm, revenueByMonth } = facts('cdnow.txt');
    expect({ rowsRead, users, noUser }).toEqual({ rowsRead: 69_659, users: 23_570, noUser: 0 });
    expect([...revenueByMonth!.keys()].sort()).toHaveLength(18);
    // The first lines of the file: 1 January 1997 for 11.77, and two purchases on 12 January for 12.00 and 77.00; the data end on 30 June 1998.
    expect(rfm[0]).toEqual({ user: '00001', recencyDays: 545, orders: 1, value: 11.77 });
    expect(rfm[1]).toEqual({ user: '00002', recencyDays: 534, orders: 1, value: 89 });
  });

  it('agrees with what is published of simple-shop and ecom', () => {
    const simple = facts('simple-shop.csv');
    expect([simple.rowsRead, simple.users, simple.revenueByMonth]).toEqual([32_283, 3_751, null]);
    const ecom = facts('ecom.csv.gz');
    expect([ecom.rowsRead, ecom.users, ecom.noUser]).toEqual([31_106, 600, 0]);
  });

  it('balances its rows', () => {
    for (const name of ['cdnow.txt', 'simple-shop.csv', 'ecom.csv.gz'] as const) {
      const { rowsRead, kept, duplicates, noUser } = facts(name);
      expect(kept + duplicates + noUser, name).toBe(rowsRead);
    }
  });
});

describe('parseCsv', () => {
  it('reads quotes, commas and line ends inside them, and every line end', () => {
    expect(parseCsv('a,"b ""c"", d"\r\n"1\n2",\n\n,x\n')).toEqual([
      ['a', 'b "c", d'],
      ['1\n2', ''],
      ['', 'x'],
    ]);
    expect(parseCsv('a,b')).toEqual([['a', 'b']]);
    expect(parseCsv('a,')).toEqual([['a', '']]);
    expect(parseCsv('')).toEqual([]);
  });

  const spectrum = path.join(shared, 'messy/csv-spectrum');
  it.skipIf(!existsSync(spectrum))('reads the quoted cases of csv-spectrum as their JSON says', () => {
    const read = (file: string) => readFileSync(path.join(spectrum, file), 'utf8');
    for (const name of ['comma_in_quotes', 'escaped_quotes', 'newlines', 'quotes_and_newlines', 'simple', 'utf8', 'simple_crlf']) {
      const csv = [`csvs/${name}.csv`, `${name}.csv`].find((file) => existsSync(path.join(spectrum, file)));
      const json = [`json/${name}.json`, `${name}.json`].find((file) => existsSync(path.join(spectrum, file)));
      if (!csv || !json) continue;
      const [header, ...rows] = parseCsv(read(csv));
      expect(
        rows.map((row) => Object.fromEntries(header!.map((column, i) => [column, row[i]]))),
        name,
      ).toEqual(JSON.parse(read(json)));
    }
  });
});

describe('adjustedRandIndex', () => {
  it('is 1 for the same partition under other names, and symmetric', () => {
    expect(adjustedRandIndex([0, 0, 1, 2, 2], ['b', 'b', 'c', 'a', 'a'])).toBe(1);
    const [a, b] = [
      [0, 0, 1, 1, 2, 2],
      [0, 1, 1, 1, 2, 0],
    ] as const;
    expect(adjustedRandIndex(a, b)).toBe(adjustedRandIndex(b, a));
  });

  it('gives the value of a case worked by hand', () => {
    // Table [[2, 0], [1, 2]]: pairs together 1 + 1 = 2; in rows 1 + 3 = 4, in columns 3 + 1 = 4, of 10; expected 1.6; (2 − 1.6) / (4 − 1.6).
    expect(adjustedRandIndex([0, 0, 1, 1, 1], [0, 0, 0, 1, 1])).toBeCloseTo(1 / 6, 12);
  });

  it('is 0 where one of the partitions says nothing', () => {
    expect(adjustedRandIndex([0, 0, 0, 0], [0, 1, 0, 1])).toBe(0);
  });
});
